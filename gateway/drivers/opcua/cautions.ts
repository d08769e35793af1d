import type { LocalText } from '../../domain/text.ts';
import type { OpcuaConnection } from './schemas.ts';

const NOT_ENCRYPTED: LocalText = {
  en: 'OPC UA without security: nobody checks who the server is, and everybody on the network can read and change what is sent.',
  zh: 'OPC UA 未启用安全策略：不校验服务器身份，网络上任何人都能读取和篡改通信内容。',
};
const OPEN_PASSWORD: LocalText = {
  en: 'The user name and password of this OPC UA connection go to a server whose identity nobody has checked.',
  zh: '此 OPC UA 连接的用户名和密码会发送给未经身份校验的服务器。',
};
const ONLY_SIGNED: LocalText = {
  en: 'OPC UA messages are signed but not encrypted: everybody on the network can read them.',
  zh: 'OPC UA 通信仅签名、未加密：网络上任何人都能读取内容。',
};

/** What people should know about a connection with these settings; empty when it is checked and encrypted. */
export function cautionsOf({
  security,
  username,
}: Pick<OpcuaConnection, 'security' | 'username'>): readonly LocalText[] {
  if (security.policy === 'None') return username === undefined ? [NOT_ENCRYPTED] : [NOT_ENCRYPTED, OPEN_PASSWORD];
  return security.mode === 'Sign' ? [ONLY_SIGNED] : [];
}
