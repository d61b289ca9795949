import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { letSendersFinish } from './refused-body.js';

/** Writes a whole request before it reads anything, as plain clients do; gives what came back, or the fault. */
function sendAll(port: number, head: string, body: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.pause();
      socket.write(head);
      socket.write(body, (error) => {
        if (error === undefined || error === null) socket.resume();
        else resolve(`fault ${error.message}`);
      });
    });
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', (error) => {
      resolve(`fault ${error.message}`);
    });
    socket.on('close', () => {
      resolve(answer);
    });
  });
}

describe('a body that is too large', () => {
  let server: FastifyInstance;
  let port: number;

  beforeEach(async () => {
    server = fastify({ bodyLimit: 1024 });
    letSendersFinish(server);
    server.post('/', () => 'taken');
    await server.listen({ port: 0, host: '127.0.0.1' });
    port = (server.server.address() as AddressInfo).port;
  });
  afterEach(() => server.close());

  it('is answered 413, and the answer reaches a sender that writes everything first', async () => {
    const body = Buffer.alloc(12 * 1024 * 1024, 0x61);
    const head = `POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\n\r\n`;
    expect(await sendAll(port, head, body)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is answered 413 where its length is not declared', async () => {
    const size = 6 * 1024 * 1024;
    const body = Buffer.concat([
      Buffer.from(`${size.toString(16)}\r\n`),
      Buffer.alloc(size, 0x61),
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    const head =
      'POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n';
    expect(await sendAll(port, head, body)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is not read at all where it declares more than anybody is listened to', async () => {
    const head =
      'POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: 99999999999\r\n\r\n';
    const began = performance.now();
    expect(await sendAll(port, head, Buffer.from('a'))).toMatch(/^HTTP\/1\.1 413 /);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
