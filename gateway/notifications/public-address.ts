/** The address people reach a path of this gateway by. */
export const publicAddress = (publicUrl: string, path: string): string =>
  new URL(path, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`).href;

/** Where an alarm is opened; undefined for a site without a public address. */
export const alarmAddress = (publicUrl: string | undefined, alarmId: string): string | undefined =>
  publicUrl && publicAddress(publicUrl, `alarms?id=${encodeURIComponent(alarmId)}`);
