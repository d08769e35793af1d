"""A Modbus server of libmodbus, through its C library. Arguments: tcp PORT | rtu PATH BAUD.

Commands are JSON lines on stdin, each answered by one on stdout: values are put into registers and taken out of them by
libmodbus' own functions where it has them. Several masters at once on TCP. Ends when stdin does.
"""

import ctypes
import errno
import json
import os
import select
import socket
import struct
import sys

UNIT = 1
SIZE = 1000
LONGEST_REQUEST = 260
RECOVER_FROM_GARBAGE = 4
GONE = (errno.EIO, errno.EBADF, errno.ECONNRESET)
LIBRARY = ctypes.CDLL("libmodbus.so.5", use_errno=True)


class Mapping(ctypes.Structure):
    """modbus_mapping_t of modbus.h."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("nb_bits", "start_bits", "nb_input_bits", "start_input_bits")),
        *((name, ctypes.c_int) for name in ("nb_input_registers", "start_input_registers")),
        *((name, ctypes.c_int) for name in ("nb_registers", "start_registers")),
        ("tab_bits", ctypes.POINTER(ctypes.c_uint8)),
        ("tab_input_bits", ctypes.POINTER(ctypes.c_uint8)),
        ("tab_input_registers", ctypes.POINTER(ctypes.c_uint16)),
        ("tab_registers", ctypes.POINTER(ctypes.c_uint16)),
    ]


LIBRARY.modbus_new_tcp.restype = ctypes.c_void_p
LIBRARY.modbus_new_rtu.restype = ctypes.c_void_p
LIBRARY.modbus_new_rtu.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_char, ctypes.c_int, ctypes.c_int]
LIBRARY.modbus_mapping_new.restype = ctypes.POINTER(Mapping)
LIBRARY.modbus_strerror.restype = ctypes.c_char_p
LIBRARY.modbus_get_float.restype = ctypes.c_float
FLOAT_SETTERS = [getattr(LIBRARY, "modbus_set_float_" + order) for order in ("abcd", "dcba", "badc", "cdab")]
for setter in FLOAT_SETTERS:
    setter.argtypes = [ctypes.c_float, ctypes.POINTER(ctypes.c_uint16)]

MAPPING = LIBRARY.modbus_mapping_new(SIZE, SIZE, SIZE, SIZE)
TABLES = {
    "coil": MAPPING.contents.tab_bits,
    "discrete": MAPPING.contents.tab_input_bits,
    "holding": MAPPING.contents.tab_registers,
    "input": MAPPING.contents.tab_input_registers,
}


def checked(result, what):
    if result == -1 or result is None:
        raise OSError(what + ": " + LIBRARY.modbus_strerror(ctypes.get_errno()).decode())
    return result


def at(command):
    table = TABLES[command["table"]]
    return ctypes.cast(ctypes.addressof(table.contents) + 2 * command["at"], ctypes.POINTER(ctypes.c_uint16))


def in_order(order, data):
    return bytes(data["ABCD".index(letter)] for letter in order)


def setter_of(order):
    """Which of the setters writes this order: in 3.1.6 their names are those of a big-endian machine."""
    wanted = in_order(order, struct.pack(">f", 230.5))
    registers = (ctypes.c_uint16 * 2)()
    for setter in FLOAT_SETTERS:
        setter(230.5, registers)
        if struct.pack(">2H", *registers) == wanted:
            return setter
    raise LookupError(order)


def put(command):
    if command["type"] == "f32":
        setter_of(command["order"])(command["value"], at(command))
        return
    for i, value in enumerate(command["value"]):
        TABLES[command["table"]][command["at"] + i] = value


def take(command):
    if command["type"] == "f32":
        # The low word first; the getters for other orders do not undo the setters in 3.1.6.
        assert command["order"] == "CDAB"
        return LIBRARY.modbus_get_float(at(command))
    if command["table"] == "coil":
        return TABLES["coil"][command["at"]]
    return [TABLES[command["table"]][command["at"] + i] for i in range(command["count"])]


def say(result):
    os.write(1, (json.dumps({"result": result}) + "\n").encode())


class Commands:
    """Lines of stdin, which must not be buffered by anybody while it is waited for."""

    def __init__(self):
        self.rest = b""

    def obey(self):
        chunk = os.read(0, 65536)
        if not chunk:
            sys.exit(0)
        *lines, self.rest = (self.rest + chunk).split(b"\n")
        for line in lines:
            command = json.loads(line)
            say(put(command) if command["do"] == "put" else take(command))


def answer(context):
    """One request; False when the master, or the line, has gone."""
    request = (ctypes.c_uint8 * LONGEST_REQUEST)()
    length = LIBRARY.modbus_receive(context, request)
    if length > 0:
        LIBRARY.modbus_reply(context, request, length, MAPPING)
    return length >= 0 or ctypes.get_errno() not in GONE


def serve_tcp(context):
    listener = socket.socket(fileno=checked(LIBRARY.modbus_tcp_listen(context, 5), "listen"))
    masters, commands = set(), Commands()
    say("ready")
    while True:
        for ready in select.select([0, listener, *masters], [], [])[0]:
            if ready == 0:
                commands.obey()
            elif ready == listener:
                masters.add(listener.accept()[0].detach())
            else:
                LIBRARY.modbus_set_socket(context, ready)
                if not answer(context):
                    masters.discard(ready)
                    os.close(ready)


def serve_rtu(context):
    checked(LIBRARY.modbus_connect(context), "connect")
    LIBRARY.modbus_set_error_recovery(context, RECOVER_FROM_GARBAGE)
    line, commands = LIBRARY.modbus_get_socket(context), Commands()
    say("ready")
    while True:
        for ready in select.select([0, line], [], [])[0]:
            if ready == 0:
                commands.obey()
            elif not answer(context):
                sys.exit(0)


transport, place, *rest = sys.argv[1:]
if transport == "tcp":
    CONTEXT = ctypes.c_void_p(checked(LIBRARY.modbus_new_tcp(b"127.0.0.1", int(place)), "new"))
    serve_tcp(CONTEXT)
else:
    CONTEXT = ctypes.c_void_p(checked(LIBRARY.modbus_new_rtu(place.encode(), int(rest[0]), b"E", 8, 1), "new"))
    checked(LIBRARY.modbus_set_slave(CONTEXT, UNIT), "slave")
    serve_rtu(CONTEXT)
