import nodemailer from 'nodemailer';
import { z } from 'zod';
import type { Channel, ChannelDefinition, ChannelTools, SendResult } from '../../../ports/channel.ts';
import { resultOfDelivery, resultOfError } from './answer.ts';
import { emailInbound } from './inbound.ts';
import { mailOf } from './message.ts';

/** Of the whole sending, and of each step of it; together they stay below the 15 s a channel may take. */
const SEND_TIMEOUT_MS = 14_000;
const STEP_TIMEOUT_MS = 10_000;
const MAX_RECIPIENTS = 50;
/** No text of the plant makes the library read a file or fetch an address. */
const CLOSED = { disableFileAccess: true, disableUrlAccess: true } as const;

const options = z
  .strictObject({
    host: z.string().min(1).max(253).meta({ description: 'Mail server' }),
    port: z.int().min(1).max(65_535).default(587),
    secure: z.boolean().default(false).meta({ description: 'TLS from the first byte (port 465); otherwise STARTTLS' }),
    username: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    from: z.email(),
    replyTo: z.email().optional().meta({
      description: 'Mailbox for answers that takes plus-addresses; what arrives there is handed to the reply hook',
    }),
    hookSecret: z.string().min(16).max(200).optional().meta({
      description: 'Whoever hands answers to the reply hook shows it',
    }),
    to: z.array(z.email()).max(MAX_RECIPIENTS).default([]).meta({
      description: 'Who gets what is sent to the channel as a whole',
    }),
  })
  .refine((given) => (given.username === undefined) === (given.password === undefined), {
    message: 'give both user name and password, or neither',
    path: ['password'],
  });
export type EmailOptions = z.infer<typeof options>;

/** E-mail over SMTP, as text and as HTML. */
export const email: ChannelDefinition<EmailOptions> = {
  kind: 'email',
  title: { en: 'E-mail', zh: '电子邮件' },
  optionsSchema: options,
  address: { schema: z.email(), title: { en: 'E-mail address', zh: '邮箱地址' } },
  secrets: ['password', 'hookSecret'],
  create: createEmail,
};

function createEmail(given: EmailOptions, { clock }: ChannelTools): Channel {
  const transport = nodemailer.createTransport(transportOptions(given));
  const { from, to, replyTo, hookSecret } = given;
  return {
    limits: { rate: undefined, bundle: 100 },
    async send(message): Promise<SendResult> {
      const mail = mailOf({ from, to, replyTo }, message);
      if (mail.to.length === 0) return { kind: 'rejected', detail: 'no address: the channel has no list of its own' };
      const abort = new AbortController();
      const timer = clock.after(SEND_TIMEOUT_MS, () => abort.abort());
      try {
        const delivery = await transport.sendMail({ ...mail, ...CLOSED, signal: abort.signal });
        return resultOfDelivery(delivery, mail.to.length);
      } catch (error) {
        return resultOfError(error);
      } finally {
        timer.cancel();
      }
    },
    close: async () => transport.close(),
    ...(hookSecret === undefined ? {} : { inbound: emailInbound(hookSecret) }),
  };
}

function transportOptions({ host, port, secure, username, password }: EmailOptions) {
  const hasAccount = username !== undefined && password !== undefined;
  return {
    ...{ host, port, secure, ...CLOSED },
    ...{ connectionTimeout: STEP_TIMEOUT_MS, greetingTimeout: STEP_TIMEOUT_MS, socketTimeout: STEP_TIMEOUT_MS },
    dnsTimeout: STEP_TIMEOUT_MS,
    // A password never travels in clear.
    ...(hasAccount ? { auth: { user: username, pass: password }, requireTLS: !secure } : {}),
  };
}
