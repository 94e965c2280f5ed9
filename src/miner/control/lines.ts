import type {Socket} from 'node:net';

/** The longest message that is read, in characters. */
const longest = 1_048_576;

export type LineHandlers = {
	readonly onLine: (line: string) => void | Promise<void>;
	readonly onEnd: () => void;
};

/** Read a socket line by line. Whoever sends a line without end is cut off. */
export function readLines(socket: Socket, {onLine, onEnd}: LineHandlers): void {
	let rest = '';
	socket.setEncoding('utf8');
	socket.on('data', (chunk: string) => {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop()!;
		if (rest.length > longest) {
			socket.destroy();
			return;
		}

		for (const line of lines) {
			void onLine(line);
		}
	});
	socket.on('error', () => {
		// What follows is `close`, which says all that matters here.
	});
	socket.once('close', onEnd);
}
