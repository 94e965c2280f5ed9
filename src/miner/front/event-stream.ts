import type {ServerResponse} from 'node:http';

/** Headers of a stream of events, beside its type. Proxies such as nginx would otherwise collect the whole reply first. */
export const eventHeaders = {'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no'};

/**
Write a value as a server-sent event of JSON, which has no line breaks outside of its texts, and none unescaped inside.

Format: https://html.spec.whatwg.org/multipage/server-sent-events.html
*/
export const toEvent = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/** The word that ends streams of OpenAI's API, so that a client can tell an end from a cut. */
export const lastEvent = 'data: [DONE]\n\n';

/** Send the next piece of a reply that is streamed; the first one begins the reply. */
export function sendPiece(response: ServerResponse, value: unknown): void {
	if (!response.headersSent) {
		response.writeHead(200, {'Content-Type': 'text/event-stream', ...eventHeaders});
	}

	response.write(toEvent(value));
}

/** Send the last piece, and end the reply. */
export function endPieces(response: ServerResponse, value: unknown): void {
	sendPiece(response, value);
	response.end(lastEvent);
}
