// A field for code: Tab indents, Enter goes on where the line above began, and Escape gives Tab back to the keyboard's user.

const INDENT = "    ";

// Puts a text in as if it had been typed, so that it can be taken back.
function insert(field, text) {
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  }
}

function lineStart(field, place) {
  return field.value.lastIndexOf("\n", place - 1) + 1;
}

// Indents the lines of the selection, or takes their indentation back.
function shift(field, back) {
  const { selectionStart, selectionEnd, value } = field;
  if (!back && selectionStart === selectionEnd) {
    const column = selectionStart - lineStart(field, selectionStart);
    insert(field, INDENT.slice(column % INDENT.length));
    return;
  }
  const start = lineStart(field, selectionStart);
  const lines = value.slice(start, selectionEnd).split("\n");
  const shifted = lines.map((line) => (back ? line.replace(/^ {1,4}|^\t/, "") : line ? INDENT + line : line));
  const text = shifted.join("\n");
  if (text === lines.join("\n")) return;
  field.setSelectionRange(start, selectionEnd);
  if (text) insert(field, text);
  else document.execCommand("delete");
  if (selectionStart === selectionEnd) {
    const place = Math.max(selectionStart + text.length - lines.join("\n").length, start);
    field.setSelectionRange(place, place);
  } else field.setSelectionRange(start, start + text.length);
}

function goOn(field) {
  const start = lineStart(field, field.selectionStart);
  const line = field.value.slice(start, field.selectionStart);
  const deeper = /:\s*(#.*)?$/.test(line) ? INDENT : "";
  insert(field, `\n${/^[ \t]*/.exec(line)[0]}${deeper}`);
}

export function codeField(field) {
  let leaving = false;
  field.setAttribute("autocorrect", "off");
  field.setAttribute("wrap", "off");
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // it belongs to a conversion
    if (event.key === "Escape") {
      leaving = true;
      return;
    }
    if (event.key === "Tab" && !leaving && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      shift(field, event.shiftKey);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      goOn(field);
    }
    if (!["Shift", "Control", "Alt", "Meta"].includes(event.key)) leaving = false;
  });
  field.addEventListener("focus", () => (leaving = false));
}
