import {once} from 'node:events';
import {createServer} from 'node:net';

/** Find a port that is free at the moment. */
export async function findFreePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as {readonly port: number};
	server.close();
	await once(server, 'close');
	return port;
}
