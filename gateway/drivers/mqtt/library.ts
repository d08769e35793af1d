export type MqttLibrary = typeof import('mqtt');

/** Loads MQTT.js (0.15 s), so only where a site has such a connection. */
export async function loadLibrary(): Promise<MqttLibrary> {
  return (await import('mqtt')).default;
}
