/** A client that costs little, so that what is measured is the server: raw sockets, one request after another on each. */
import { connect, type Socket } from 'node:net';

/** One whole answer. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly bytes: number;
}

class Line {
  private waiting: ((answer: RawAnswer) => void) | undefined;
  private fail: ((error: Error) => void) | undefined;
  private held: Buffer[] = [];
  private size = 0;
  private head: string | undefined;
  private whole = Infinity;

  constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (data: Buffer) => {
      this.take(data);
    });
    socket.on('error', (error) => this.fail?.(error));
    socket.on('close', () => this.fail?.(new Error('The server closed the connection.')));
  }

  ask(request: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      [this.waiting, this.fail] = [resolve, reject];
      this.socket.write(request);
    });
  }

  end(): void {
    this.fail = undefined;
    this.socket.destroy();
  }

  private take(data: Buffer): void {
    this.size += data.length;
    if (this.head === undefined) this.readHead(data);
    if (this.size < this.whole || this.head === undefined) return;
    const { head, size: bytes } = this;
    [this.held, this.size, this.head, this.whole] = [[], 0, undefined, Infinity];
    this.waiting?.({ status: Number(head.slice(9, 12)), head, bytes });
  }

  private readHead(data: Buffer): void {
    this.held.push(data);
    const start = Buffer.concat(this.held);
    const end = start.indexOf('\r\n\r\n');
    if (end < 0) return;
    this.head = start.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.head)?.[1];
    if (length === undefined && !/^HTTP\/1\.1 304/.test(this.head)) throw new Error('An answer of unknown length.');
    this.whole = end + 4 + Number(length !== undefined && !this.head.startsWith('HTTP/1.1 304') ? length : 0);
  }
}

/** A GET as bytes. */
export function getRequest(path: string, headers: Readonly<Record<string, string>> = {}): Buffer {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
}

/** Open connections to a server. */
export class Lines {
  private constructor(private readonly lines: readonly Line[]) {}

  static async open(url: string, count: number): Promise<Lines> {
    const { hostname, port } = new URL(url);
    const open = () =>
      new Promise<Line>((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => {
          resolve(new Line(socket));
        }).once('error', reject);
      });
    return new Lines(await Promise.all(Array.from({ length: count }, open)));
  }

  /** Sends the requests, each connection one at a time; gives the milliseconds each took. Every answer has the status. */
  async send(requests: readonly Buffer[], status: number): Promise<number[]> {
    let next = 0;
    const times: number[] = [];
    const work = async (line: Line): Promise<void> => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
        const started = performance.now();
        const answer = await line.ask(request);
        times.push(performance.now() - started);
        if (answer.status !== status) throw new Error(`Answered ${answer.status} in the place of ${status}.`);
      }
    };
    await Promise.all(this.lines.map(work));
    return times;
  }

  /** One answer. */
  async one(request: Buffer): Promise<RawAnswer> {
    const [line] = this.lines;
    if (line === undefined) throw new Error('No connection is open.');
    return line.ask(request);
  }

  close(): void {
    for (const line of this.lines) line.end();
  }
}
