import type {ServerResponse} from 'node:http';

/**
Send the next piece of a reply that is streamed, as a server-sent event of JSON; the first one begins the reply.

Format: https://html.spec.whatwg.org/multipage/server-sent-events.html
*/
export function sendPiece(response: ServerResponse, value: unknown): void {
	if (!response.headersSent) {
		// Proxies such as nginx would otherwise collect the whole reply first.
		response.writeHead(200, {
			'Content-Type': 'text/event-stream',
			'Cache-Control': 'no-cache',
			'X-Accel-Buffering': 'no',
		});
	}

	response.write(toEvent(JSON.stringify(value)));
}

/** Send the last piece, and the word that ends streams of OpenAI's API, so that a client can tell an end from a cut. */
export function endPieces(response: ServerResponse, value: unknown): void {
	sendPiece(response, value);
	response.end(toEvent('[DONE]'));
}

/** JSON has no line breaks outside of its texts, and none unescaped inside. */
const toEvent = (data: string) => `data: ${data}\n\n`;
