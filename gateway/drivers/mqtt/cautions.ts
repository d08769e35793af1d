import type { LocalText } from '../../domain/text.ts';
import type { MqttConnection } from './schemas.ts';

/** What people should know about a connection because of the way it is set up. */
export function standingCautions({ url, password }: MqttConnection): readonly LocalText[] {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'mqtt:' || password === undefined || isLoopback(hostname)) return [];
  return [
    {
      en: 'The password of this broker crosses the network unencrypted. Use mqtts:// (usually port 8883).',
      zh: '连接此消息服务器的密码在网络上明文传输。请改用 mqtts://（通常为 8883 端口）。',
    },
  ];
}

/** Another client is using the same id. */
export const rivalCaution = (clientId: string): LocalText => ({
  en: `Another client seems to use the client id ${clientId}: the two throw each other out. Give one of them another clientId.`,
  zh: `似乎有另一客户端使用了相同的客户端标识 ${clientId}，双方互相挤下线。请为其中一方更换 clientId。`,
});

/** The whole of 127.0.0.0/8, ::1 and localhost never leave this machine. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
