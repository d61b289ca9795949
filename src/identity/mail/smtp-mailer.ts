import { Logger } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Mailer, type Mail } from './mailer.js';

/** The sender where SMTP_URL names none with `?from=`. */
function senderOf(url: URL): string {
  const from = url.searchParams.get('from');
  if (from !== null) return from;
  const user = decodeURIComponent(url.username);
  return user.includes('@') ? user : `macities@${url.hostname}`;
}

/** Sends through the server of SMTP_URL (`smtps://user:password@host:465?from=macities@example.lv`). */
export class SmtpMailer extends Mailer {
  private readonly logger = new Logger('mail');
  private readonly transport: Transporter;

  constructor(smtpUrl: string) {
    super();
    const url = new URL(smtpUrl);
    const from = senderOf(url);
    url.searchParams.delete('from');
    const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
    this.transport = createTransport({ url: url.href, ...timeouts }, { from });
  }

  async send(mail: Mail): Promise<boolean> {
    try {
      await this.transport.sendMail({ ...mail, disableFileAccess: true, disableUrlAccess: true });
      return true;
    } catch (error) {
      this.logger.error({ event: 'mail_not_sent', reason: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }
}

/** Where no SMTP_URL is set: whoever invites passes the link on by themselves. */
export class NoMailer extends Mailer {
  private readonly logger = new Logger('mail');

  send(): Promise<boolean> {
    this.logger.warn('Mail is not configured (SMTP_URL): nothing was sent.');
    return Promise.resolve(false);
  }
}
