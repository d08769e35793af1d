import { describe, expect, it } from 'vitest';
import { schemaAt } from './describe-schema.ts';
import { equipmentJsonSchema, siteJsonSchema } from './json-schema.ts';
import { channels, conditions, drivers } from './plugins.fixtures.ts';

describe('the schema of a site file', () => {
  const schema = siteJsonSchema(drivers, channels);

  it('has one alternative per way of connecting, with the keys every connection has', () => {
    const connections = schema.properties?.connections as { items: { oneOf: object[] } };
    expect(connections.items.oneOf).toHaveLength(3);
    expect(connections.items.oneOf[0]).toMatchObject({
      properties: { id: { type: 'string' }, driver: { const: 'modbus' }, transport: { const: 'tcp' } },
      required: ['id', 'driver', 'transport', 'host'],
      additionalProperties: false,
    });
  });

  it('knows the options of each channel', () => {
    const path = ['notifications', 'channels', 0, 'url'];
    const value = { notifications: { channels: [{ kind: 'webhook' }] } };
    expect(schemaAt(schema, value, path)).toMatchObject({ format: 'uri' });
  });
});

describe('the schema of a template', () => {
  const schema = equipmentJsonSchema(drivers, conditions);

  it('checks addresses and settings by the driver named', () => {
    expect(schema.allOf?.[1]).toMatchObject({
      if: { properties: { driver: { const: 'modbus' } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { properties: { settings: { additionalProperties: false } } },
    });
    expect(JSON.stringify(schema.allOf?.[1])).toContain('"register":{"anyOf":[{"type":"integer"');
  });

  it('offers the kinds of conditions, but not the one the gateway adds by itself', () => {
    expect(JSON.stringify(schema.allOf?.[0])).toContain('"kind":{"enum":["limit","trend"]}');
  });
});
