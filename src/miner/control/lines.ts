import type {Socket} from 'node:net';

/** The longest message to accept, in characters. */
const longest = 1_048_576;

/**
Read a socket line by line, with backpressure. It ends with the socket, for whatever reason; a peer that sends an endless line is cut off.

@yields {string} A line without its line break.
*/
export async function* readLines(socket: Socket): AsyncGenerator<string> {
	let rest = '';
	socket.on('error', () => {
		// The end follows, and that is all that matters here.
	});
	socket.setEncoding('utf8');
	try {
		for await (const chunk of socket as AsyncIterable<string>) {
			const lines = (rest + chunk).split('\n');
			rest = lines.pop()!;
			yield* lines;
			if (rest.length > longest) {
				return;
			}
		}
	} catch {
		// The socket has ended.
	} finally {
		socket.destroy();
	}
}
