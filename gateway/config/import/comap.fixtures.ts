/**
 * A map in the columns of the maker's export, made up from what is known of them: the three tables with their functions,
 * `Register(s) Com.Obj. Name Dimension Type Len Dec Min Max Group` with the example rows of the InteliLite 9 Global Guide, and
 * bits with address, protocol address, Value or State, object, name and bit. No file of a real controller was at hand.
 */
export const COMAP_MAP = `Controller: IL4-GS1           Application: SPtM
Table: Binaries
Allowed MODBUS functions: 01, 02

Address PrfAddr Source  C.O.#  Name             Bit# Bit name
--------------------------------------------------------------
  00000   10001 Value    8235  BIN               0   Emergency Stop
  00001   10002 Value    8235  BIN               1   Access Lock
  00064   10065 State    8227  Oil Pressure      0   Level 1
  00065   10066 State    8227  Oil Pressure      1   Level 2

Table: Values
Allowed MODBUS functions: 03, 04

Register(s)      Com.Obj. Name           Dim  Type       Len Dec Min    Max    Group
------------------------------------------------------------------------------------
01004             10123   RPM            RPM  Unsigned     2   0      0   4000 Engine
01006             8229    Coolant Temp   °C   Integer      2   1   -200   3000 Controller I/O
01013 - 01014     8206    Running Hours  h    Unsigned     4   0      -      - Statistics
01053             8213    BatteryVoltage V    Integer      2   1      0    400 Controller I/O
01100             8235    BIN            -    Binary#1     2   -      -      - Controller I/O
01263 - 01264     8205    Genset kWh     kWh  Integer      4   0      -      - Statistics
01298             10034   Engine State   -    List#1       1   -      -      - Engine
01307 - 01314     24501   Genset Name    -    String      16   -      -      - Info
01400             8300    Service Date   -    Date         3   -      -      - Statistics
01401             broken row

Table: Setpoints
Allowed MODBUS functions: 03, 04, 06, 16

Register(s)      Com.Obj. Name           Dim  Type       Len Dec Min    Max    Group
------------------------------------------------------------------------------------
03008             8276    Nominal Power  kW   Integer      2   0      1  32767 Basic Settings

List#1
  0  Init
  1  Ready
  7  Running
`;
