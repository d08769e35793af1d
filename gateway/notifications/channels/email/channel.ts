import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import { z } from 'zod';
import type { Channel, ChannelDefinition, ChannelTools, Notification, SendResult } from '../../../ports/channel.ts';
import { bodyOf, subjectOf } from '../../message-text.ts';
import { partialResult, resultOfError } from './smtp-result.ts';

/** Of the whole sending, and of each step of it; together they stay below the 15 s a channel may take. */
const SEND_TIMEOUT_MS = 14_000;
const STEP_TIMEOUT_MS = 10_000;
const MAX_RECIPIENTS = 50;

const options = z
  .strictObject({
    host: z.string().min(1).meta({ description: 'Mail server' }),
    port: z.int().min(1).max(65_535).default(587),
    secure: z.boolean().default(false).meta({ description: 'TLS from the first byte (port 465); otherwise STARTTLS' }),
    username: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    from: z.email(),
    to: z.array(z.email()).min(1).max(MAX_RECIPIENTS),
  })
  .refine((given) => (given.username === undefined) === (given.password === undefined), {
    message: 'give both user name and password, or neither',
    path: ['password'],
  });
export type EmailOptions = z.infer<typeof options>;

/** Plain-text e-mail over SMTP. */
export const email: ChannelDefinition<EmailOptions> = {
  kind: 'email',
  title: { en: 'E-mail', zh: '电子邮件' },
  optionsSchema: options,
  create: createEmail,
};

function createEmail(given: EmailOptions, { clock }: ChannelTools): Channel {
  const transport = nodemailer.createTransport(transportOptions(given));
  return {
    async send(message): Promise<SendResult> {
      const abort = new AbortController();
      const timer = clock.after(SEND_TIMEOUT_MS, () => abort.abort());
      try {
        const mail = { ...mailOf(given, message), signal: abort.signal };
        return partialResult(await transport.sendMail(mail), given.to.length);
      } catch (error) {
        return resultOfError(error);
      } finally {
        timer.cancel();
      }
    },
    close: async () => transport.close(),
  };
}

function transportOptions({ host, port, secure, username, password }: EmailOptions) {
  const hasAccount = username !== undefined && password !== undefined;
  return {
    ...{ host, port, secure, disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: STEP_TIMEOUT_MS, greetingTimeout: STEP_TIMEOUT_MS, socketTimeout: STEP_TIMEOUT_MS },
    dnsTimeout: STEP_TIMEOUT_MS,
    // A password never travels in clear.
    ...(hasAccount ? { auth: { user: username, pass: password }, requireTLS: !secure } : {}),
  };
}

/** Repeats of one message carry the same id; all messages of one alarm refer to one root, so that clients show them together. */
function mailOf({ from, to }: EmailOptions, message: Notification) {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const thread = createHash('sha256').update(message.alarmId).digest('hex').slice(0, 32);
  return {
    from,
    to,
    subject: subjectOf(message),
    text: bodyOf(message),
    messageId: `<${message.id}@${domain}>`,
    references: `<alarm.${thread}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Alarm-Id': encodeURIComponent(message.alarmId) },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
