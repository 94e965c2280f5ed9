import {expect, test} from 'vitest';
import {readReply} from '../../src/arena/read-reply.ts';

const toReply = (body: string, type: string) =>
	new Response(body, {headers: {'content-type': type}});
const stream = 'data: {"text":"Ben"}\n\ndata: {"text":"Ben went"}\n\ndata: [DONE]\n\n';

test.each([
	'text/event-stream',
	'text/event-stream; charset=utf-8',
	'Text/Event-Stream;charset=UTF-8',
])('of a stream of type `%s`, the last event is the answer', async type => {
	expect(await readReply(toReply(stream, type))).toEqual({text: 'Ben went'});
});

test('another reply is JSON', async () => {
	expect(await readReply(toReply('{"text":"Ben"}', 'application/json'))).toEqual({text: 'Ben'});
	await expect(readReply(toReply(stream, 'application/json'))).rejects.toBeInstanceOf(SyntaxError);
});

test('a stream that is cut off, and a reply that is too long, are none', async () => {
	const cut = stream.slice(0, stream.indexOf('data: [DONE]'));
	await expect(readReply(toReply(cut, 'text/event-stream'))).rejects.toThrow('cut off');
	const long = `"${'x'.repeat(131_072)}"`;
	await expect(readReply(toReply(long, 'application/json'))).rejects.toThrow('131072 bytes');
});
