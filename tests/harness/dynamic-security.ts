import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashedPassword, type MosquittoOptions } from './mosquitto.ts';

const LIBRARIES = '/usr/lib';
const NAME = 'mosquitto_dynamic_security.so';
const PLUGIN = existsSync(LIBRARIES)
  ? readdirSync(LIBRARIES)
      .map((each) => join(LIBRARIES, each, NAME))
      .find((path) => existsSync(path))
  : undefined;

/** Whether tests of refused subscriptions are to be left out; the plain ACL file of mosquitto 2.0 refuses none. */
export const isDynamicSecurityMissing = PLUGIN === undefined && process.env.PLANTROOM_REQUIRE_SERVERS !== '1';

/** A broker with one user who may do these things and nothing else. */
export function dynamicSecurity(user: {
  readonly username: string;
  readonly password: string;
  readonly subscribe: readonly string[];
  readonly publish: readonly string[];
}): MosquittoOptions {
  const { username, password, subscribe, publish } = user;
  const { salt, hash, rounds } = hashedPassword(password);
  const acl = (acltype: string) => (topic: string) => ({ acltype, topic, priority: 0, allow: true });
  const acls = [...subscribe.map(acl('subscribePattern')), ...publish.map(acl('publishClientSend'))];
  const rules = {
    defaultACLAccess: { publishClientSend: false, publishClientReceive: true, subscribe: false, unsubscribe: true },
    clients: [{ username, password: hash, salt, iterations: rounds, roles: [{ rolename: 'only' }] }],
    roles: [{ rolename: 'only', acls }],
  };
  const config = `allow_anonymous false\nplugin ${PLUGIN}\nplugin_opt_config_file {folder}/rules.json`;
  return { config, files: { 'rules.json': JSON.stringify(rules) } };
}
