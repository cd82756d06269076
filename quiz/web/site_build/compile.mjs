// Compiles what a page starts with, by the very Python that will run it: the modules of the program that a first answer
// needs, and the runtime's own library, which lies in its folder as text, to be compiled anew at every start.
// In: `program`. Out: each compiled module by its path, and `library`, a zip in place of the runtime's.

import { answered, given, tell } from "./started.mjs";

const python = await answered(given().program);
const made = python.runPython(`
import io, marshal, zipfile
from importlib.util import MAGIC_NUMBER, cache_from_source

def without_lines(code):
    # Which line an instruction came from: a fifth of what would be sent, and read by nobody on a page.
    consts = tuple(without_lines(const) if isinstance(const, type(code)) else const for const in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=consts)

def compiled(text, path, optimize=-1):
    code = compile(text, path, "exec", dont_inherit=True, optimize=optimize)
    # "Unchecked": Python takes it without a look at the text, which is left out.
    return MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(without_lines(code))

made = {}
for name in sorted(sys.modules):
    path = getattr(sys.modules[name], "__file__", None) or ""
    if path.startswith("/program/") and path.endswith(".py"):
        inside = path.removeprefix("/program/")
        with open(path, "rb") as file:
            made[cache_from_source(inside)] = compiled(file.read(), inside)

place = next(path for path in sys.path if path.endswith(".zip"))
library = io.BytesIO()
with zipfile.ZipFile(place) as old, zipfile.ZipFile(library, "w") as new:
    for name in sorted(old.namelist()):
        content = old.read(name)
        if name.endswith(".py"):
            name, content = name + "c", compiled(content, f"{place}/{name}", 2)  # 2: without what is for its readers
        new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)
made["library"] = library.getvalue()
made
`);
tell(made.toJs({ dict_converter: Object.fromEntries }));
