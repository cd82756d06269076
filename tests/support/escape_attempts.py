"""What an answer might try in order to break out: each attempt as code, for ``escape_outcomes.py`` to try.

Nothing here would change the machine if it came through. What could (the clock, the host name, mounts, a reboot,
modules) is *asked*, with arguments that no kernel accepts: the question is whether the call is let through to the
kernel, which then finds the argument bad. Files are of a folder made for this; signals go to a process started for
this, which heeds none of them, or are signal 0, which only asks whether one may be sent; sockets lead to servers of our
own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

PRELUDE = '''
import ctypes, errno, fcntl, gc, importlib, os, platform, re, resource, select, signal, socket, struct, subprocess
import stat, sys, tempfile, threading
libc = ctypes.CDLL(None, use_errno=True)
PLACE = ("x86_64", "aarch64").index(platform.machine()) if platform.machine() in ("x86_64", "aarch64") else None
BAD = ctypes.c_void_p(1)  # an address that is nobody's

class Absent(Exception):
    """There is no such thing here."""

def call(numbers, *arguments):
    """Make a system call by its number on each architecture; raise OSError if it fails."""
    if PLACE is None or numbers[PLACE] is None:
        raise Absent
    values = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(numbers[PLACE]), *values)
    if result == -1:
        raise OSError(ctypes.get_errno(), errno.errorcode.get(ctypes.get_errno(), "?"))
    return result

def asks(numbers, *arguments):
    """The same with arguments that can't work: anything but a refusal means that the kernel has looked at them."""
    try:
        return "let through: %r" % call(numbers, *arguments)
    except OSError as error:
        if error.errno in (errno.EPERM, errno.EACCES, errno.ENOSYS):
            raise
        return "let through to the kernel, which said " + errno.errorcode.get(error.errno, "?")

def there(path):
    if not path:
        raise Absent
    return path

def contents(path):
    with open(there(path), "rb") as file:
        return "read %d bytes" % len(file.read(64))

def brief(path):
    """Make a file and remove it again."""
    open(path, "x").close()
    os.remove(path)
    return "made"

def program_of(folder):
    """Write a program into a folder."""
    path = os.path.join(folder, "program")
    with open(path, "w") as file:
        file.write("#!/bin/true")
    os.chmod(path, 0o755)
    return path

def opened(is_of_kind):
    """The open descriptors of a kind, but for the first three."""
    found = []
    for fd in range(3, 64):
        try:
            if is_of_kind(os.fstat(fd).st_mode):
                found.append(fd)
        except OSError:
            pass
    return found

def pipes():
    """The pipes that can be read."""
    return [fd for fd in opened(stat.S_ISFIFO) if fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY]

def marks():
    """The marks of all cases that the frames and the objects of this process lead to."""
    seen, frame = gc.get_objects(), sys._getframe()
    while frame is not None:
        seen += [frame.f_locals, frame.f_globals]
        frame = frame.f_back
    found = set()
    for one in seen:
        for part in [one, *gc.get_referents(one)]:
            found |= set(re.findall("mark:[0-9a-f]{16}", part)) if isinstance(part, str) else set()
    return found
'''


@dataclass(frozen=True, slots=True)
class Attempt:
    """Code that raises if it is held off and returns what it has got if not.

    ``ends``: if it came through, the process would be another one or gone, so it is tried in one of its own.
    """

    group: str
    name: str
    body: str
    ends: bool = False

    @property
    def title(self) -> str:
        """The name by which its outcome is told."""
        return f"{self.group}: {self.name}"


def _all() -> Iterator[Attempt]:
    for group, entries in (
        ("read", READING), ("write", WRITING), ("start", STARTING), ("signal", SIGNALLING), ("reach", REACHING),
        ("call", CALLS), ("own rights", RIGHTS), ("sight", SIGHT), ("names", NAMES),
    ):  # fmt: skip
        for name, body in entries.items():
            yield Attempt(group, name, body, group == "start" or name in ENDING)


READING = {
    "an inherited folder": "return [os.listdir(fd) for fd in opened(stat.S_ISDIR)][0]",
    "a file of the learner's": "return contents(secret)",
    "the list of the learner's folder": "return os.listdir(folder)",
    "the same by scandir": "return [one.name for one in os.scandir(folder)]",
    "a folder above": "return os.listdir(os.path.dirname(folder) + '/..')",
    "the root folder": "return os.listdir('/') if 'home' in os.listdir('/') else 1 / 0",
    "the home folder": "return os.listdir(there(home))",
    "the password file": "return contents('/etc/passwd')",
    "the host's name in a file": "return contents('/etc/hostname')",
    "a kernel setting": "return contents('/proc/sys/kernel/hostname')",
    "the list of processes": "return os.listdir('/proc')",
    "the caller's environment": "return contents('/proc/%d/environ' % caller)",
    "the caller's memory": "return contents('/proc/%d/maps' % caller)",
    "the caller's command line": "return contents('/proc/%d/cmdline' % caller)",
    "the caller's open files": "return os.listdir('/proc/%d/fd' % caller)",
    "the caller's root": "return os.listdir('/proc/%d/root/etc' % caller)",
    "the caller's working folder": "return os.readlink('/proc/%d/cwd' % caller)",
    "its parent's environment": "return contents('/proc/%d/environ' % os.getppid())",
    "its own environment in /proc": "return contents('/proc/self/environ')",
    "its own memory in /proc": "return os.open('/proc/self/mem', os.O_RDONLY)",
    "its own map in /proc": "return contents('/proc/self/maps')",
    "its own command line in /proc": "return contents('/proc/self/cmdline')",
    "its own descriptors in /proc": "return os.listdir('/proc/self/fd')",
    "the devices": "return os.listdir('/sys/devices')",
    "a device": "return os.open('/dev/zero', os.O_RDONLY)",
    "the kernel's log": "return os.open('/dev/kmsg', os.O_RDONLY | os.O_NONBLOCK)",
    "by a symbolic link": "os.symlink(secret, 'way')\nreturn contents('way')",
    "by a hard link": "os.link(secret, 'copy')\nreturn contents('copy')",
    "by a descriptor of a folder": "fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)\n"
    "return os.open('secret', os.O_RDONLY, dir_fd=fd)",
    "by a path descriptor": "fd = os.open(secret, os.O_PATH)\nreturn contents('/proc/self/fd/%d' % fd)",
    "by openat2": "how = struct.pack('=QQQ', 0, 0, 0)\nreturn call((437, 437), -100, secret.encode(), how, len(how))",
    "by its handle": "return asks((304, 265), -1, BAD, 0)",
    "by mapping it": "import mmap\nwith open(secret, 'rb') as file: return mmap.mmap(file.fileno(), 1, prot=1)[:]",
    "by sending it": "fd = os.open(secret, os.O_RDONLY)\nreturn os.sendfile(1, fd, 0, 1)",
    "the target of a link": "return os.readlink(there(link))",
}

SIGHT = {
    "the references' source": "return contents(references)",
    "this program's source": "return contents(program)",
    "the tests' source": "return contents(tests)",
    "importing the references": "sys.path.insert(0, root)\nimport solvers.practicals\nreturn 'imported'",
    "importing this program": "sys.path.insert(0, root)\nimport quiz\nreturn 'imported'",
    "the references by their path": "loader = importlib.machinery.SourceFileLoader('references', references)\n"
    "return len(loader.get_data(references))",
    "their compiled form": "return contents(compiled)",
    "the list of the references": "return os.listdir(os.path.dirname(references))",
    "the list of installed packages": "return os.listdir(there(packages))",
    "an installed package": "sys.path.append(there(packages))\nimport click\nreturn 'imported'",
    "the sandbox's own folder": "return os.listdir(inside)",
    "the list of the system's packages": "return os.listdir(there(system_packages))",
    "a file of the system's packages": "return contents(there(system_module))",
    "modules of ours that are loaded": "mine = {'quiz', 'solvers', 'wire', 'locks', 'landlock', 'seccomp'}\n"
    "return sorted(mine & set(sys.modules)) if mine & set(sys.modules) else 1 / 0",
    "the sandbox's own folder on the path": "return sys.path.index(inside)",
    "paths on the command line": "found = sys.argv[1:]\nreturn found or 1 / 0",
    "the caller's environment variables": "return os.environ['QUIZ_ATTEMPT_SECRET']",
    "another case, by frames and gc": "return marks() - {mark} or 1 / 0",
    "another case, in a pipe": "return [os.read(fd, 9) for fd in pipes() if select.select([fd], (), (), 0)[0]][0]",
}

NAMES = {
    "that there is a file, and its size": "return os.stat(secret).st_size",
    "when a file was written": "return os.path.getmtime(secret)",
    "whether a file could be read": "return os.access(secret, os.R_OK) or 1 / 0",
    "that a program's source is there": "return os.path.isfile(program) or 1 / 0",
    "that a package is installed": "return os.path.isdir(there(packages) + '/click') or 1 / 0",
    "that a process is there, and whose": "return os.stat('/proc/%d' % caller).st_uid",
    "the machine's name": "return platform.node() == machine or 1 / 0",
}

WRITING = {
    "a new file": "open(target, 'w').close()\nreturn 'made'",
    "over a file": "open(victim, 'w').close()\nreturn 'emptied'",
    "at the end of a file": "open(victim, 'a').close()\nreturn 'opened'",
    "into a file": "return os.open(victim, os.O_RDWR)",
    "emptying a file that is opened to read": "return os.open(victim, os.O_RDONLY | os.O_TRUNC)",
    "truncating": "os.truncate(victim, 0)\nreturn 'truncated'",
    "removing": "os.remove(doomed)\nreturn 'removed'",
    "renaming": "os.rename(movable, target + '-1')\nreturn 'renamed'",
    "exchanging": "return asks((316, 276), -100, BAD, -100, BAD, 0)",
    "a folder": "os.mkdir(target + '-2')\nreturn 'made'",
    "removing a folder": "os.rmdir(empty)\nreturn 'removed'",
    "a link to a file": "os.link(victim, target + '-3')\nreturn 'linked'",
    "a symbolic link": "os.symlink(victim, target + '-4')\nreturn 'linked'",
    "a pipe with a name": "os.mkfifo(target + '-5')\nreturn 'made'",
    "a device": "return asks((133, None), BAD, 0, 0)",
    "its rights": "os.chmod(victim, 0o600)\nreturn 'changed'",
    "its owner": "os.chown(victim, os.getuid(), os.getgid())\nreturn 'changed'",
    "its times": "os.utime(victim, (0, 0))\nreturn 'changed'",
    "its attributes": "os.setxattr(victim, 'user.quiz', b'x')\nreturn 'set'",
    "a file without a name": "return os.open(folder, os.O_TMPFILE | os.O_RDWR)",
    "a file in its own folder": "open('x', 'w').close()\nreturn 'made'",
    "a file in /tmp": "return brief('/tmp/quiz-attempt-%d' % os.getpid())",
    "a file in /dev/shm": "return brief('/dev/shm/quiz-attempt-%d' % os.getpid())",
    "a file in memory": "return os.memfd_create('x')",
    "a kernel setting": "return os.open('/proc/sys/kernel/hostname', os.O_WRONLY)",
    "its own protection from running out of memory": "return os.open('/proc/self/oom_score_adj', os.O_WRONLY)",
    "a cgroup": "return os.open('/sys/fs/cgroup/cgroup.procs', os.O_WRONLY)",
    "space for a file": "fd = os.open(victim, os.O_RDWR)\nos.posix_fallocate(fd, 0, 1)\nreturn 'taken'",
    "a lock on a file": "fcntl.flock(os.open(victim, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)\nreturn 'locked'",
    "everything to disk": "return asks((306, 267), -1)",
}

STARTING = {
    "fork": "return 'forked' if os.fork() else os._exit(0)",
    "vfork": "return 'forked' if call((58, None)) else os._exit(0)",
    "clone": "return 'cloned' if call((56, 220), 17, 0, 0, 0, 0) else os._exit(0)",
    "clone3": "arguments = struct.pack('=8Q', *[0] * 4, 17, 0, 0, 0)\n"
    "return 'cloned' if call((435, 435), arguments, len(arguments)) else os._exit(0)",
    "a thread": "thread = threading.Thread(target=len, args=('',))\nthread.start()\nthread.join()\nreturn 'ran'",
    "a program": "return subprocess.run([sys.executable, '-c', ''], check=True).returncode",
    "a shell": "return 'ran' if os.system('true') == 0 else 1 / 0",
    "a program by posix_spawn": "return os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)",
    "a program in its place": "os.execv('/bin/true', ['true'])",
    "a program by its descriptor": "os.execve(os.open('/bin/true', os.O_RDONLY), ['true'], {})",
    "a program by execveat": "return asks((322, 281), -1, b'', BAD, BAD, 0x1000)",
    "a program by the loader": "return asks((59, 221), b'/lib64/ld-linux-x86-64.so.2', BAD, BAD)",
    "the C library's system": "return 'ran' if libc.system(b'true') == 0 else 1 / 0",
    "the C library's popen": "return 'ran' if libc.popen(b'true', b'r') else 1 / 0",
    "a session of its own": "os.setsid()\nreturn 'left'",
    "a process group": "os.setpgid(0, 0)\nreturn 'left'",
    "the run of what was written": "return os.execv(program_of(folder), ['x'])",
}

SIGNALLING = {
    "a signal": "os.kill(stranger, signal.SIGWINCH)\nreturn 'sent'",
    "whether one could be sent to the caller": "os.kill(caller, 0)\nreturn 'may'",
    "whether one could be sent to its parent": "os.kill(os.getppid(), 0)\nreturn 'may'",
    "whether one could be sent to everybody": "os.kill(-1, 0)\nreturn 'may'",
    "a signal to a group": "os.killpg(stranger, signal.SIGWINCH)\nreturn 'sent'",
    "a signal to a thread": "return asks((234, 131), stranger, stranger, 28)",
    "a signal to a thread, the old way": "return asks((200, 130), stranger, 28)",
    "a signal with a value": "return asks((129, 138), stranger, 28, BAD)",
    "a signal by a descriptor": "return call((424, 424), call((434, 434), stranger, 0), 28, 0, 0)",
    "a signal by who owns a descriptor": "fcntl.fcntl(1, fcntl.F_SETOWN, stranger)\nreturn 'set'",
    "the same for a thread": "return fcntl.fcntl(1, 15, struct.pack('=ii', 1, stranger))",
    "which signal that is": "return fcntl.fcntl(1, 10, signal.SIGWINCH)",
    "that it is sent": "return fcntl.fcntl(1, fcntl.F_SETFL, os.O_ASYNC if hasattr(os, 'O_ASYNC') else 0o20000)",
    "the same by ioctl": "return fcntl.ioctl(1, 0x5452, struct.pack('=i', 1))",
    "the owner by ioctl": "return asks((16, 29), 1, 0x8901, struct.pack('=i', stranger))",
    "a signal when a folder changes": "return fcntl.fcntl(os.open(folder, os.O_RDONLY), 1026, 2)",
    "a signal when a file is opened": "return asks((72, 25), os.open(victim, os.O_RDONLY), 1024, 0)",
    "a signal by a timer": "return asks((222, 107), 0, struct.pack('=QiiQ40x', 0, 28, 4, stranger), BAD)",
    "a signal by the end of its parent": "return libc.prctl(1, 28, 0, 0, 0) + 1 or 1 / 0",
    "a message queue's signal": "return asks((244, 184), -1, BAD)",
    "a character typed for others": "return asks((16, 29), 1, 0x5412, b'x')",
    "a terminal of its own": "return asks((16, 29), 1, 0x540E, 1)",
}

REACHING = {
    "tcp": "socket.create_connection(('127.0.0.1', tcp), 2).close()\nreturn 'connected'",
    "tcp without waiting": "s = socket.socket()\ns.setblocking(False)\nreturn s.connect_ex(('127.0.0.1', tcp))",
    "tcp over ipv6": "return socket.socket(socket.AF_INET6)",
    "udp": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', tcp))\nreturn 'sent'",
    "a port of its own": "s = socket.socket()\ns.bind(('127.0.0.1', 0))\nreturn 'bound'",
    "a socket in a folder": "socket.socket(socket.AF_UNIX).connect(unix)\nreturn 'connected'",
    "an abstract socket": "socket.socket(socket.AF_UNIX).connect(chr(0) + abstract)\nreturn 'connected'",
    "a datagram socket in a folder": "return socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).connect_ex(unix)",
    "a pair of sockets": "return socket.socketpair()",
    "the kernel by netlink": "return socket.socket(16, socket.SOCK_RAW, 0)",
    "raw packets": "return socket.socket(17, socket.SOCK_RAW, 0)",
    "raw ip": "return socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "the host of a virtual machine": "return socket.socket(40, socket.SOCK_STREAM)",
    "the kernel's ciphers": "return socket.socket(38, socket.SOCK_SEQPACKET)",
    "shared memory": "return call((29, 194), 0, 4096, 0o1600)",
    "semaphores": "return call((64, 190), 0, 1, 0o1600)",
    "message queues": "return call((68, 186), 0, 0o1600)",
    "io_uring": "return asks((425, 425), 1, BAD)",
    "asynchronous input": "return asks((206, 0), 1, BAD)",
}

CALLS = {
    "setting the clock": "return asks((227, 112), 0, BAD)",
    "setting the time of day": "return asks((164, 170), BAD, 0)",
    "adjusting the clock": "return asks((305, 266), 0, BAD)",
    "adjusting the time": "return asks((159, 171), BAD)",
    "the host name": "return asks((170, 161), BAD, -1)",
    "the domain name": "return asks((171, 162), BAD, -1)",
    "a reboot": "return asks((169, 142), 0, 0, 0, 0)",
    "mounting": "return asks((165, 40), BAD, BAD, BAD, 0, 0)",
    "unmounting": "return asks((166, 39), BAD, 0)",
    "a new mount: opening": "return asks((430, 430), BAD, 0)",
    "a new mount: making": "return asks((432, 432), -1, 0, 0)",
    "a new mount: moving": "return asks((429, 429), -1, BAD, -1, BAD, 0)",
    "a new mount: a tree": "return asks((428, 428), -1, BAD, 0)",
    "a new mount: attributes": "return asks((442, 442), -1, BAD, 0, BAD, 0)",
    "another root": "return asks((161, 51), BAD)",
    "exchanging the root": "return asks((155, 41), BAD, BAD)",
    "swapping on": "return asks((167, 224), BAD, 0)",
    "swapping off": "return asks((168, 225), BAD)",
    "a module": "return asks((175, 105), BAD, 0, BAD)",
    "a module from a file": "return asks((313, 273), -1, BAD, 0)",
    "removing a module": "return asks((176, 106), BAD, 0)",
    "another kernel": "return asks((246, 104), 0, 1 << 30, BAD, 0)",
    "accounting": "return asks((163, 89), BAD)",
    "quotas": "return asks((179, 60), -1, BAD, 0, BAD)",
    "the kernel's log": "return asks((103, 116), 99, BAD, 0)",
    "a program in the kernel": "return asks((321, 280), 99, BAD, 0)",
    "counters of the processor": "return asks((298, 241), BAD, 0, -1, -1, 0)",
    "page faults": "return call((323, 282), 1)",
    "keys": "return asks((250, 219), 99, 0, 0, 0, 0)",
    "adding a key": "return asks((248, 217), BAD, BAD, BAD, 0, -2)",
    "watching files": "return call((294, 26), 0)",
    "watching everything": "return asks((300, 262), 1 << 31, 0)",
    "ports of the processor": "return asks((173, None), -1, 0, 1)",
    "all ports of the processor": "return asks((172, None), 99)",
    "a namespace": "return call((272, 97), 0x10000000)",
    "somebody's namespace": "return asks((308, 268), -1, 0)",
    "tracing: attaching": "return call((101, 117), 0x4206, stranger, 0, 0)",
    "tracing: itself": "return call((101, 117), 0, 0, 0, 0)",
    "reading another's memory": "return asks((310, 270), caller, BAD, 1, BAD, 1, 0)",
    "writing another's memory": "return asks((311, 271), stranger, BAD, 1, BAD, 1, 0)",
    "advising another's memory": "return asks((440, 440), -1, BAD, 1, 0, 0)",
    "another's descriptor": "return asks((438, 438), -1, 0, 0)",
    "a descriptor of another": "return call((434, 434), stranger, 0)",
    "comparing with another": "return call((312, 272), os.getpid(), stranger, 2, 0, 0)",
    "another's limits": "return call((302, 261), stranger, 7, 0, ctypes.create_string_buffer(16))",
    "another's priority": "return call((141, 140), 0, stranger, 19)",
    "another's input priority": "return call((251, 30), 1, stranger, 0)",
    "another's scheduling": "return asks((144, 119), stranger, 99, BAD)",
    "another's processors": "return os.sched_getaffinity(stranger)",
    "setting another's processors": "return os.sched_setaffinity(stranger, os.sched_getaffinity(0))",
    "moving another's memory": "return asks((256, 238), stranger, 1, BAD, BAD)",
    "another's list of locks": "return asks((274, 100), stranger, BAD, BAD)",
    "a secret memory": "return call((447, 447), 0)",
}

RIGHTS = {
    "more time": "resource.setrlimit(resource.RLIMIT_CPU, (10**6, 10**6))\nreturn 'set'",
    "larger files": "resource.setrlimit(resource.RLIMIT_FSIZE, (10**6, 10**6))\nreturn 'set'",
    "more memory": "resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))\nreturn 'set'",
    "more processes": "resource.setrlimit(resource.RLIMIT_NPROC, (99, 99))\nreturn 'set'",
    "more open files": "resource.setrlimit(resource.RLIMIT_NOFILE, (9999, 9999))\nreturn 'set'",
    "root": "os.setuid(0)\nreturn 'set'",
    "another user": "os.setresuid(1, 1, 1)\nreturn 'set'",
    "another group": "os.setgid(0)\nreturn 'set'",
    "further groups": "os.setgroups([0])\nreturn 'set'",
    "root for files": "return asks((122, 151), 99999)",
    "capabilities": "header, sets = struct.pack('=Ii', 0x20080522, 0), struct.pack('=6I', 1, 1, 1, 0, 0, 0)\n"
    "return call((126, 91), header, sets)",
    "a dump of its memory": "return libc.prctl(4, 1, 0, 0, 0) + 1 or 1 / 0",
    "capabilities kept": "return libc.prctl(8, 1, 0, 0, 0) + 1 or 1 / 0",
    "secure bits": "return libc.prctl(28, 0, 0, 0, 0) + 1 or 1 / 0",
    "another personality": "return call((135, 92), 0x0040000)",
    "another filter": "return asks((317, 277), 1, 0, BAD)",
    "another ruleset": "return call((444, 444), None, 0, 1)",
    "a better place in the queue": "os.nice(-5)\nreturn 'set'",
    "real time": "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))\nreturn 'set'",
    "memory that stays": "return call((149, 228), 0, 0)",
    "a larger pipe": "return fcntl.fcntl(1, 1031, 1 << 20)",
    "another working folder": "os.chdir('/')\nreturn 'changed'",
    "an alarm": "return signal.setitimer(signal.ITIMER_REAL, 1000)",
}

ENDING = {"a signal by the end of its parent", "tracing: itself", "another user", "root", "a namespace"}
"""After these the process would be another one, if they came through."""

ATTEMPTS = tuple(_all())


PRIVILEGED = {
    *(one.title for one in ATTEMPTS if one.group == "call" and "asks(" in one.body),
    *(one.title for one in ATTEMPTS if one.group == "own rights" and "os.set" in one.body),
    "own rights: secure bits", "own rights: capabilities",
    "own rights: a better place in the queue", "own rights: real time",
    "reach: raw packets", "reach: raw ip", "reach: the kernel's ciphers",
    "read: the kernel's log", "write: a kernel setting", "write: a cgroup",
}  # fmt: skip
"""What an ordinary user may not do, or some kernels have not: no wonder if it doesn't come through without a level."""

OF_THE_SANDBOX = {
    "read: an inherited folder", "sight: the sandbox's own folder on the path", "sight: paths on the command line",
    "sight: another case, by frames and gc", "sight: another case, in a pipe",
}  # fmt: skip
"""Where there is no sandbox there is nothing of this kind."""
