"""Reads registers with pymodbus, a Modbus stack this project has no part in, and prints what it found as JSON."""

import json
import struct
import sys

from pymodbus.client import ModbusTcpClient
from pymodbus.framer.rtu_framer import ModbusRtuFramer

BASE = int(sys.argv[1])


def connect(n, **options):
    client = ModbusTcpClient("127.0.0.1", port=BASE + n, **options)
    client.connect()
    return client


def number(registers, code):
    data = struct.pack(f">{len(registers)}H", *registers)
    return struct.unpack(f">{code}", data)[0]


incomer, feeders, lines = connect(1), connect(6), connect(11, framer=ModbusRtuFramer)
chiller, genset, module, pump, transformer = connect(9), connect(16), connect(14), connect(13), connect(4)
found = {
    "INC1.p_total": number(incomer.read_holding_registers(65, 2, slave=1).registers, "f") / 1000,
    "INC1.e_import": number(incomer.read_holding_registers(801, 4, slave=1).registers, "d") / 1000,
    "F07.p_total": number(feeders.read_input_registers(0x34, 2, slave=7).registers, "f") / 1000,
    "T1.e_import": number(transformer.read_holding_registers(3203, 4, slave=1).registers, "q") / 1000,
    "CHWP-1.hours": number(lines.read_holding_registers(15009, 2, slave=1).registers, "I"),
    "CWP-1.dc_v": lines.read_input_registers(2109, 1, slave=4).registers[0],
    "CH-1.lchwt": chiller.read_input_registers(4, 1, slave=1).registers[0] / 10,
    "CH-1.running": int(chiller.read_discrete_inputs(1, 1, slave=1).bits[0]),
    "G1.fuel_pct": genset.read_holding_registers(1027, 1, slave=10).registers[0],
    "RT-1.level": module.read_input_registers(2, 1, slave=1).registers[0] * 4 / 10000,
    "DWP-1.starts": number(pump.read_holding_registers(333, 2, slave=1).registers, "I"),
}
refused = {
    "unknown unit": feeders.read_input_registers(0, 2, slave=99).exception_code,
    "outside the map": incomer.read_holding_registers(200, 2, slave=1).exception_code,
    "too many": feeders.read_input_registers(0, 81, slave=1).exception_code,
    "write": feeders.write_register(0, 1, slave=1).exception_code,
    "block of a drive": lines.read_holding_registers(16129, 11, slave=1).exception_code,
}
print(json.dumps({"found": found, "refused": refused}))
