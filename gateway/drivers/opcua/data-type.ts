/** Numbers of the built-in types a value can have (Part 6, 5.1.2). */
export const TYPE = {
  boolean: 1,
  sbyte: 2,
  byte: 3,
  int16: 4,
  uint16: 5,
  int32: 6,
  uint32: 7,
  int64: 8,
  uint64: 9,
  float: 10,
  double: 11,
  string: 12,
  dateTime: 13,
  guid: 14,
  byteString: 15,
  nodeId: 17,
  statusCode: 19,
  qualifiedName: 20,
  localizedText: 21,
} as const;

/** A value as the library hands it over. */
export interface TypedValue {
  readonly dataType: number;
  /** 0 for a scalar. */
  readonly arrayType: number;
  readonly value: unknown;
}

const NAMES: readonly string[] = [
  ...['Null', 'Boolean', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Float', 'Double'],
  ...['String', 'DateTime', 'Guid', 'ByteString', 'XmlElement', 'NodeId', 'ExpandedNodeId', 'StatusCode'],
  ...['QualifiedName', 'LocalizedText', 'ExtensionObject', 'DataValue', 'Variant', 'DiagnosticInfo'],
];

/** The name of a built-in type: `Double`, `Int32[]`. */
export function typeName({ dataType, arrayType }: Pick<TypedValue, 'dataType' | 'arrayType'>): string {
  const name = NAMES[dataType] ?? `type ${dataType}`;
  return arrayType === 0 ? name : `${name}[]`;
}
