import { describe, expect, it } from 'vitest';
import { queueAddress } from '../../../lib/runtime/queue/queue-address';

describe('queueAddress', () => {
  it('reads host, port, database, user and password, and shows neither of the last two', () => {
    expect(queueAddress('redis://user:p%40ss%3A@host.example:7000/3')).toEqual({
      shown: 'redis://host.example:7000/3',
      connection: { host: 'host.example', port: 7000, db: 3, username: 'user', password: 'p@ss:' },
    });
    expect(queueAddress('redis://127.0.0.1')).toEqual({
      shown: 'redis://127.0.0.1:6379',
      connection: { host: '127.0.0.1', port: 6379, db: 0 },
    });
    expect(queueAddress('redis://[::1]:7000').connection.host).toBe('::1');
  });

  it('asks for the certificate of the host by TLS', () => {
    expect(queueAddress('rediss://host').connection.tls).toEqual({ servername: 'host' });
    expect(queueAddress('rediss://127.0.0.1').connection.tls).toEqual({});
  });

  it.each([
    '',
    'host:6379',
    'http://secret@host',
    'redis://',
    'redis://u:secret@host/x',
    'redis://u:secret@h?tls=0',
  ])('refuses %j without repeating it', (text) => {
    expect(() => queueAddress(text)).toThrow(/expected redis:\/\/\[user:password@\]host/);
    expect(() => queueAddress(text)).not.toThrow(/secret/);
  });

  it('tells how to write a password with a per cent sign', () => {
    expect(() => queueAddress('redis://u:50%@host')).toThrow('a % must be written %25');
  });
});
