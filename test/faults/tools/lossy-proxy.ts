import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy on the loopback that can lose what the service answers. */
export interface LossyProxy {
  readonly url: string;
  /** Connections whose answer was thrown away. */
  readonly losses: () => number;
  /** The next so many connections reach the service, but their answers do not come back. */
  lose(connections: number): void;
  close(): Promise<void>;
}

/** Starts a proxy in front of a service. */
export async function lossyProxy(target: string): Promise<LossyProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let toLose = 0;
  let lost = 0;
  const server = createServer((client) => {
    const isLost = toLose > 0;
    if (isLost) toLose--;
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined).once('close', () => open.delete(socket));
    }
    client.pipe(upstream);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    if (!isLost) {
      upstream.pipe(client);
      return;
    }
    upstream.once('data', () => {
      lost++;
      client.resetAndDestroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    losses: () => lost,
    lose: (connections) => {
      toLose += connections;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
