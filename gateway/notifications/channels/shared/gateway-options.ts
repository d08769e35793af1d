import { z } from 'zod';
import { templateProblem, VARIABLES } from './gateway-template.ts';
import { webAddress } from './web-address.ts';

/** `Data.0.Id`: names and positions, one after the other. */
const path = z.string().regex(/^[\w-]{1,60}(\.[\w-]{1,60}){0,9}$/, 'a path such as Data.0.Id');

const comparison = z.strictObject({
  path,
  is: z
    .array(z.union([z.string().max(200), z.number(), z.boolean()]))
    .min(1)
    .max(50),
});
export type Comparison = z.infer<typeof comparison>;

const headers = z
  .record(
    z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
    z
      .string()
      .max(2000)
      .regex(/^[\x20-\x7e]*$/),
  )
  .refine((given) => Object.keys(given).length <= 20, 'at most 20 headers');

const hook = z.strictObject({
  secret: z.string().min(16).max(200).meta({ description: 'The provider shows it when it calls us' }),
  receiptId: path.optional().meta({ description: 'Where a receipt has the id of the message' }),
  arrived: comparison
    .optional()
    .meta({ description: 'When a receipt says that the message arrived; others say it did not' }),
  replyFrom: path.optional().meta({ description: 'Where an answer has the number it came from' }),
  replyText: path.optional().meta({ description: 'Where an answer has its text' }),
});
export type HookOptions = z.infer<typeof hook>;

const DAILY = 40;

/** A provider of text messages or calls that is reached over HTTP: what is sent, and what its answers mean, as data. */
export const gatewayOptions = z
  .strictObject({
    url: webAddress.meta({ description: 'Where the provider takes messages' }),
    method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
    format: z.enum(['json', 'form', 'query']).default('json').meta({
      description:
        'What `body` is: a JSON text, or pairs such as to={address}&text={text} sent as a form or in the address',
    }),
    body: z
      .string()
      .min(1)
      .max(8000)
      .meta({
        description: `What is sent; of these variables: ${VARIABLES.map((name) => `{${name}}`).join(' ')}`,
      }),
    headers: headers.default({}),
    username: z.string().min(1).max(200).optional(),
    password: z.string().min(1).max(500).optional(),
    token: z.string().min(1).max(2000).optional().meta({ description: 'Sent as Authorization: Bearer' }),
    success: comparison
      .optional()
      .meta({ description: 'When the answer means that it was taken; otherwise any 2xx does' }),
    throttled: comparison.optional().meta({ description: 'When the answer asks for patience' }),
    rejected: comparison.optional().meta({ description: 'When this message cannot be taken at all' }),
    broken: comparison.optional().meta({ description: 'When nothing can be sent: no credit, wrong key' }),
    messageId: path.optional().meta({ description: 'Where the answer has the id that receipts name' }),
    maxLength: z
      .int()
      .min(20)
      .max(500)
      .optional()
      .meta({ description: 'Of {text}; 70 in Chinese and 160 in English unless given' }),
    dailyLimit: z.int().min(1).max(10_000).default(DAILY).meta({ description: 'Messages to one number in 24 hours' }),
    hook: hook.optional(),
  })
  .superRefine((given, context) => {
    const problem = templateProblem(given.format, given.body);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem, path: ['body'] });
    if (given.method === 'GET' && given.format !== 'query')
      context.addIssue({
        code: 'custom',
        message: 'GET sends everything in the address: format query',
        path: ['format'],
      });
    if ((given.username === undefined) !== (given.password === undefined))
      context.addIssue({ code: 'custom', message: 'give both user name and password, or neither', path: ['password'] });
    if (given.username !== undefined && given.token !== undefined)
      context.addIssue({ code: 'custom', message: 'either user name and password or a token', path: ['token'] });
  });
export type GatewayOptions = z.infer<typeof gatewayOptions>;

/** Options that hold, or may hold, what only the provider and we should know. */
export const GATEWAY_SECRETS = ['url', 'body', 'headers', 'username', 'password', 'token', 'hook'] as const;
