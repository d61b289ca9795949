// Real: an SMTP conversation over a socket, with a server that notes what it is told.
import { afterEach, describe, expect, it } from '@jest/globals';
import net from 'node:net';
import { NoMailer, SmtpMailer } from './smtp-mailer.js';

interface Received {
  readonly port: number;
  readonly lines: string[];
  close(): void;
}

async function listen(): Promise<Received> {
  const lines: string[] = [];
  const server = net.createServer((socket) => {
    let isData = false;
    let rest = '';
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      const parts = (rest + chunk.toString('utf8')).split('\r\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (isData) {
          if (line === '.') {
            isData = false;
            socket.write('250 taken\r\n');
          }
        } else if (line.startsWith('DATA')) {
          isData = true;
          socket.write('354 go on\r\n');
        } else socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '250 fine\r\n');
      }
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  return { port, lines, close: () => server.close() };
}

describe('mail', () => {
  let server: Received | undefined;
  afterEach(() => server?.close());
  const mail = { to: 'anna@tests.example', subject: 'Uzaicinājums', text: 'Labdien, Ķirse!' };

  it('goes through the server of SMTP_URL with the sender named there', async () => {
    server = await listen();
    const mailer = new SmtpMailer(`smtp://127.0.0.1:${server.port}?from=macities@novads.example`);
    expect(await mailer.send(mail)).toBe(true);
    expect(server.lines).toContain('MAIL FROM:<macities@novads.example>');
    expect(server.lines).toContain('RCPT TO:<anna@tests.example>');
  });

  it('does not let a subject or address add headers or recipients', async () => {
    server = await listen();
    const mailer = new SmtpMailer(`smtp://127.0.0.1:${server.port}`);
    await mailer.send({ ...mail, subject: 'x\r\nBcc: evil@tests.example' });
    expect(server.lines.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<anna@tests.example>']);
    expect(server.lines.some((line) => line.startsWith('Bcc:'))).toBe(false);
  });

  it('says no, and throws nothing, where the server cannot be reached or there is none', async () => {
    const gone = await listen();
    gone.close();
    expect(await new SmtpMailer(`smtp://127.0.0.1:${gone.port}`).send(mail)).toBe(false);
    expect(await new NoMailer().send()).toBe(false);
  });
});
