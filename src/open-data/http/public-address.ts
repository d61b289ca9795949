import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { AppConfig } from '../../config/app-config.js';

type Asked = Pick<FastifyRequest, 'protocol' | 'host' | 'socket' | 'ip'>;

/**
 * Where addresses in answers begin (`https://host`, no slash at the end): PUBLIC_URL where set; behind a trusted proxy
 * what its headers say; else the host that was asked for, if it is this machine's own address. Any other `Host` is
 * whatever a stranger wrote, so that the address listened on stands in for it.
 */
export function publicAddress(request: Asked, config: Pick<AppConfig, 'publicUrl' | 'trustedProxies'>): string {
  if (config.publicUrl !== undefined) return config.publicUrl;
  const { localAddress = '127.0.0.1', localPort } = request.socket;
  const isForwarded = config.trustedProxies.length > 0 && request.ip !== request.socket.remoteAddress;
  if (isForwarded || isOwnHost(request.host, localAddress)) return `${request.protocol}://${request.host}`;
  const address = plain(localAddress);
  const host = address.includes(':') ? `[${address}]` : address;
  return `http://${host}${localPort === undefined ? '' : `:${localPort}`}`;
}

/** An IPv4 address that came in over IPv6 is written as IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:/i, '');
}

function isOwnHost(host: string, localAddress: string): boolean {
  const [, bracketed, name] = /^(?:\[([\da-fA-F:]+)\]|([A-Za-z\d.-]+))(?::\d{1,5})?$/.exec(host) ?? [];
  const asked = (bracketed ?? name ?? '').toLowerCase();
  if (asked === 'localhost' || asked.endsWith('.localhost')) return true;
  return isIP(asked) !== 0 && (asked === plain(localAddress) || asked === '::1' || asked.startsWith('127.'));
}
