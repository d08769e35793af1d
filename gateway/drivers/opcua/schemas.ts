import { z } from 'zod';
import { duration } from '../../domain/duration.ts';

const security = z
  .strictObject({
    policy: z
      .enum(['None', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'])
      .default('Basic256Sha256')
      .meta({ description: 'Every policy but None signs and encrypts' }),
    acceptInsecure: z.boolean().default(false).meta({ description: 'Must be true for the policy None' }),
  })
  .refine((value) => value.policy !== 'None' || value.acceptInsecure, {
    path: ['acceptInsecure'],
    message: 'the policy None neither checks the server nor encrypts; it needs acceptInsecure: true',
  });
export type SecurityPolicyName = z.infer<typeof security>['policy'];

/** The server and how to sign in to it. */
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
    publishing: duration.default('500ms').meta({ description: 'How often the server reports changes' }),
    timeout: duration.default('5s').meta({ description: 'For each step of connecting' }),
  })
  .refine((value) => (value.username === undefined) === (value.password === undefined), {
    path: ['password'],
    message: 'user name and password belong together',
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

/** A string node id below the device's root, or a complete node id of any kind in any namespace. */
export const addressSchema = z.union([
  z.strictObject({
    node: z
      .string()
      .min(1)
      .max(4000)
      .meta({ examples: ['Car_Position'] }),
  }),
  z.strictObject({
    nodeId: z
      .string()
      .regex(/^nsu=[^;]+;([sgb]=.+|i=\d{1,10})$/, 'nsu=<namespace URI>;s=… (or i=, g=, b=)')
      .meta({ examples: ['nsu=urn:a-tower:lifts;s=L01.Car_Position'] }),
  }),
]);
export type OpcuaAddress = z.infer<typeof addressSchema>;
