import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { duration } from '../../domain/duration.ts';

const security = z
  .strictObject({
    policy: z
      .enum(['None', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'])
      .default('Basic256Sha256')
      .meta({ description: 'How messages are protected; None is neither checked nor encrypted' }),
    mode: z
      .enum(['Sign', 'SignAndEncrypt'])
      .default('SignAndEncrypt')
      .meta({ description: 'Sign: nobody can change a message, but everybody on the network can read it' }),
    allowUnencrypted: z.boolean().default(false).meta({ description: 'Must be true for the policy None' }),
  })
  .refine((value) => value.policy !== 'None' || value.allowUnencrypted, {
    path: ['allowUnencrypted'],
    message:
      'the policy None neither checks who the server is nor encrypts; where nothing better can be had it needs allowUnencrypted: true, and the screens will say so',
  });

const file = z
  .string()
  .refine(isAbsolute, 'an absolute path')
  .meta({ examples: ['/etc/plantroom/opcua-user.pem'] });

/** The server and how to sign in to it: anonymously, by name and password, or by a user's certificate. */
export const connectionSchema = z
  .strictObject({
    endpoint: z
      .string()
      .regex(/^opc\.tcp:\/\/[^\s/@]+(\/\S*)?$/, 'opc.tcp://host:port/path')
      .refine((url) => URL.canParse(url), 'an address with a valid host and port')
      .meta({ examples: ['opc.tcp://127.0.0.1:4840'] }),
    namespace: z
      .string()
      .min(1)
      .meta({ description: 'URI of the namespace the nodes are in; its index is looked up at every start' }),
    security: security.prefault({}),
    username: z.string().optional(),
    password: z.string().optional(),
    userCertificate: file.optional().meta({ description: 'PEM or DER file; instead of a user name' }),
    userKey: file.optional().meta({ description: 'PEM file with the private key of userCertificate' }),
    userKeyPassword: z.string().optional(),
    publishing: duration.default('500ms').meta({ description: 'How often the server reports changes' }),
    timeout: duration.default('5s').meta({ description: 'For each step of connecting' }),
  })
  .refine((value) => (value.username === undefined) === (value.password === undefined), {
    path: ['password'],
    message: 'user name and password belong together',
  })
  .refine((value) => (value.userCertificate === undefined) === (value.userKey === undefined), {
    path: ['userKey'],
    message: 'userCertificate and userKey belong together',
  })
  .refine((value) => value.username === undefined || value.userCertificate === undefined, {
    path: ['userCertificate'],
    message: 'either a user name or a certificate of a user, not both',
  });
export type OpcuaConnection = z.infer<typeof connectionSchema>;

/** One device: the part of the node ids its points have in common. */
export const deviceSchema = z.strictObject({
  root: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Put before every node with a dot between', examples: ['L01'] }),
});
export type OpcuaDevice = z.infer<typeof deviceSchema>;

/** Nothing is set for a whole template. */
export const templateSchema = z.strictObject({});
