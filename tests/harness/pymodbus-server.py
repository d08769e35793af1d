"""A Modbus server of pymodbus. Arguments: tcp PORT | rtu-over-tcp PORT | rtu PATH BAUD.

Commands are JSON lines on stdin, each answered by one on stdout: values are put into registers and taken out of them by
pymodbus' own payload builder and decoder. Ends when stdin does.
"""

import asyncio
import json
import sys
import threading

from pymodbus.constants import Endian
from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.payload import BinaryPayloadBuilder, BinaryPayloadDecoder
from pymodbus.server.async_io import ModbusSerialServer, ModbusTcpServer
from pymodbus.transaction import ModbusRtuFramer, ModbusSocketFramer

UNITS = (1, 2, 17)
SIZE = 1000
FUNCTION = {"coil": 1, "discrete": 2, "holding": 3, "input": 4}
ORDER = {"ABCD": (">", ">"), "CDAB": (">", "<"), "BADC": ("<", ">"), "DCBA": ("<", "<")}
KIND = {
    "u16": "16bit_uint",
    "s16": "16bit_int",
    "u32": "32bit_uint",
    "s32": "32bit_int",
    "u64": "64bit_uint",
    "s64": "64bit_int",
    "f16": "16bit_float",
    "f32": "32bit_float",
    "f64": "64bit_float",
    "u8": "8bit_uint",
    "s8": "8bit_int",
}
REGISTERS = {"16": 1, "32": 2, "64": 4}


def slave():
    blocks = [ModbusSequentialDataBlock(0, [0] * SIZE) for _ in range(4)]
    return ModbusSlaveContext(di=blocks[0], co=blocks[1], hr=blocks[2], ir=blocks[3], zero_mode=True)


CONTEXT = ModbusServerContext(slaves={unit: slave() for unit in UNITS}, single=False)


def orders(command):
    byte, word = ORDER[command.get("order", "ABCD")]
    assert (Endian.Big, Endian.Little) == (">", "<")
    return {"byteorder": byte, "wordorder": word}


def registers_of(command):
    kind, value = command["type"], command["value"]
    builder = BinaryPayloadBuilder(**orders(command))
    if kind == "string":
        builder.add_string(value)
    elif kind == "bits":
        builder.add_bits(value)
    elif kind in ("u8", "s8"):
        for one in value:
            getattr(builder, "add_" + KIND[kind])(one)
    else:
        getattr(builder, "add_" + KIND[kind])(value)
    return builder.to_registers()


def put(command):
    store = CONTEXT[command.get("unit", 1)]
    isBit = command["table"] in ("coil", "discrete")
    isRaw = isBit or command["type"] == "raw"
    values = command["value"] if isRaw else registers_of(command)
    store.setValues(FUNCTION[command["table"]], command["at"], values)


def take(command):
    store = CONTEXT[command.get("unit", 1)]
    function, at = FUNCTION[command["table"]], command["at"]
    if command["table"] in ("coil", "discrete"):
        return int(store.getValues(function, at, 1)[0])
    if command["type"] == "raw":
        return store.getValues(function, at, command["count"])
    kind = KIND[command["type"]]
    registers = store.getValues(function, at, REGISTERS[kind[:2]])
    decoder = BinaryPayloadDecoder.fromRegisters(registers, **orders(command))
    return getattr(decoder, "decode_" + kind)()


def obey():
    for line in sys.stdin:
        command = json.loads(line)
        result = put(command) if command["do"] == "put" else take(command)
        print(json.dumps({"result": result}), flush=True)


async def main():
    transport, place, *rest = sys.argv[1:]
    if transport == "rtu":
        # pyserial cannot set a parity on a pseudo-terminal.
        line = {"port": place, "baudrate": int(rest[0]), "parity": "N"}
        server = ModbusSerialServer(CONTEXT, framer=ModbusRtuFramer, ignore_missing_slaves=True, **line)
        await server.start()
    else:
        framer = ModbusRtuFramer if transport == "rtu-over-tcp" else ModbusSocketFramer
        server = ModbusTcpServer(CONTEXT, framer=framer, address=("127.0.0.1", int(place)), allow_reuse_address=True)
    serving = asyncio.ensure_future(server.serve_forever())
    if transport != "rtu":
        await server.serving
    print(json.dumps({"result": "ready"}), flush=True)
    await serving


threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start()
obey()
