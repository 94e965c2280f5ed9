/** The most characters of an event, and of a line. A token with all that servers say about it has some hundreds. */
const longest = 262_144;

/** Error thrown when an event of a stream has no end. */
export class EndlessEventError extends Error {
	override name = 'EndlessEventError' as const;
	/** The most characters that one may have. */
	readonly longest = longest;

	constructor() {
		super(`An event has over ${longest} characters`);
	}
}

/**
Tell whether a reply is a stream of events by its `Content-Type`, which may have parameters.

@example
```
isEventStream('text/event-stream; charset=utf-8');
//=> true
```
*/
// eslint-disable-next-line @typescript-eslint/no-restricted-types -- As headers are read.
export const isEventStream = (contentType: string | null): boolean =>
	/^text\/event-stream\s*(?:;|$)/iv.test(contentType?.trim() ?? '');

/**
Read the data of server-sent events, as the HTML standard defines them (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation). An event that is cut off is dropped.

@yields The data of each event.
@throws {EndlessEventError} If an event is endless.
*/
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	let rest = '';
	let data: string | undefined;
	for await (const chunk of chunks) {
		rest += decoder.decode(chunk, {stream: true});
		// A carriage return at the end may be the first half of a line end.
		const lines = rest.split(/\r\n|\n|\r(?!$)/v);
		rest = lines.pop()!;
		for (const line of lines) {
			const value = readData(line);
			if (value !== undefined) {
				data = data === undefined ? value : `${data}\n${value}`;
			} else if (line === '' && data !== undefined) {
				yield data;
				data = undefined;
			}
		}

		if (rest.length + (data?.length ?? 0) > longest) {
			throw new EndlessEventError();
		}
	}
}

/** Get what a line adds to the event's data; `undefined` for comments and other fields. */
function readData(line: string): string | undefined {
	if (line === 'data') {
		return '';
	}

	return line.startsWith('data:') ? line.slice(line[5] === ' ' ? 6 : 5) : undefined;
}
