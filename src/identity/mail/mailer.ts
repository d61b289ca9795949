/** A message to one person, in plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The way to people's mailboxes; injected by class. */
export abstract class Mailer {
  /** @returns whether the message was handed over; a failure is logged, never thrown */
  abstract send(mail: Mail): Promise<boolean>;
}
