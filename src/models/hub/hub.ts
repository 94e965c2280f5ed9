import type {IncomingMessage} from 'node:http';
import * as v from 'valibot';
import {struct} from '../../support/schema.ts';
import {HubUnreachableError} from './errors.ts';
import {readJson, request, type RequestOptions, toPassing} from './request.ts';
import {retry, type RetryOptions} from './retry.ts';
import type {RemoteFile, Source} from './source.ts';

export type HubOptions = Omit<RetryOptions, 'signal'> & {
	/** @default 'https://huggingface.co' */
	readonly endpoint?: string;
	readonly token?: string;
	/** Milliseconds without a byte after which the server counts as stalled. @default 30_000 */
	readonly stall?: number;
	readonly env?: Readonly<Record<string, string | undefined>>;
};

/** A model that a search found. */
export type FoundModel = v.InferOutput<typeof foundSchema>;

export type Hub = Source & {
	/** Search for models, the most downloaded first. */
	readonly search: (words: string, options: SearchOptions) => Promise<readonly FoundModel[]>;
};

export type SearchOptions = {
	/** Tags that all have to apply: `gguf`, `text-generation`. */
	readonly filters: readonly string[];
	readonly limit: number;
	readonly signal: AbortSignal;
};

/**
Create a client of the Hugging Face hub, or of a mirror with the same API.

@see https://huggingface.co/docs/hub/api
*/
export function createHub({
	endpoint = 'https://huggingface.co',
	token,
	stall = 30_000,
	env = {},
	clock,
	report,
}: HubOptions): Hub {
	const base = new URL(endpoint).href.replace(/\/$/v, '');
	const ask = async (url: URL, what: string, options: Pick<RequestOptions, 'signal' | 'headers'>) =>
		request(url, what, {token, stall, env, ...options});
	const getJson = async (url: URL, what: string, signal: AbortSignal) =>
		retry(
			what,
			async () => {
				const reply = await ask(url, what, {signal});
				return {value: await readJson(reply, what, signal), next: findNext(reply, url)};
			},
			{clock, report, signal},
		);

	return {
		async search(words, {filters, limit, signal}) {
			const url = new URL(`${base}/api/models`);
			url.search = new URLSearchParams([
				['search', words],
				...filters.map(filter => ['filter', filter] as [string, string]),
				['sort', 'downloads'],
				['direction', '-1'],
				['limit', String(limit)],
			]).toString();
			const {value} = await getJson(url, words, signal);
			return parse(v.array(foundSchema), value, words);
		},
		async describe(id, revision, signal) {
			const what = `${id}@${revision}`;
			const place = `${base}/api/models/${id}`;
			const at = encodeURIComponent(revision);
			const {value} = await getJson(new URL(`${place}/revision/${at}`), what, signal);
			const model = parse(modelSchema, value, what);
			const files: RemoteFile[] = [];
			let url: URL | undefined = new URL(`${place}/tree/${model.sha}?recursive=true`);
			for (let page = 0; url && page < mostPages; page++) {
				const listed = await getJson(url, what, signal);
				const entries = parse(v.array(treeSchema), listed.value, what);
				files.push(...entries.flatMap(entry => toFile(entry)));
				url = listed.next;
			}

			return {
				id,
				revision: model.sha,
				pipeline: model.pipeline_tag,
				license: model.tags?.find(tag => tag.startsWith('license:'))?.slice('license:'.length),
				files,
			};
		},
		async open({id, revision}, {path}, {offset, signal}) {
			const file = path
				.split('/')
				.map(part => encodeURIComponent(part))
				.join('/');
			const reply = await ask(new URL(`${base}/${id}/resolve/${revision}/${file}`), path, {
				signal,
				headers: offset === 0 ? {} : {range: `bytes=${offset}-`},
			});
			if (reply.statusCode === 416) {
				reply.destroy();
				return {offset: 0, body: nothing()};
			}

			return {offset: findOffset(reply, path), body: readBody(reply, signal)};
		},
	};
}

async function* nothing(): AsyncGenerator<Uint8Array> {
	// The server has nothing from there on: the file begins anew.
}

async function* readBody(reply: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
	try {
		for await (const chunk of reply) {
			yield chunk as Uint8Array;
		}
	} catch (error) {
		throw toPassing(error, signal);
	}
}

function findOffset({statusCode, headers}: IncomingMessage, what: string): number {
	if (statusCode !== 206) {
		return 0;
	}

	const start = /^bytes (?<start>\d{1,15})-/v.exec(headers['content-range'] ?? '')?.groups!.start;
	if (start === undefined) {
		throw new HubUnreachableError(what, 'it sends a part without saying which');
	}

	return Number(start);
}

/** Get the address of a list's next page, which must be on the same host. */
function findNext({headers}: IncomingMessage, url: URL): URL | undefined {
	const next = /^<(?<next>[^>]+)>;\s*rel="next"/v.exec(String(headers.link ?? ''))?.groups!.next;
	const address =
		next !== undefined && URL.canParse(next, url.href) ? new URL(next, url) : undefined;
	return address?.origin === url.origin ? address : undefined;
}

const mostPages = 100;

function parse<Schema extends v.GenericSchema>(
	schema: Schema,
	value: unknown,
	what: string,
): v.InferOutput<Schema> {
	const parsed = v.safeParse(schema, value);
	if (!parsed.success) {
		throw new HubUnreachableError(what, 'its answer is not that of a hub');
	}

	return parsed.output;
}

const hex = (length: number) =>
	v.pipe(v.string(), v.regex(new RegExp(String.raw`^[\da-f]{${length}}$`, 'v')));
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/* eslint-disable @typescript-eslint/naming-convention -- The hub's names. */
const modelSchema = struct({
	sha: hex(40),
	pipeline_tag: v.optional(v.string()),
	tags: v.optional(v.array(v.string())),
});

const treeSchema = v.object({
	type: v.string(),
	path: v.string(),
	size: v.optional(size),
	oid: v.optional(v.string()),
	lfs: v.optional(v.object({oid: hex(64), size})),
});

function toFile({
	type,
	path,
	size: bytes,
	oid,
	lfs,
}: v.InferOutput<typeof treeSchema>): RemoteFile[] {
	if (type !== 'file' || bytes === undefined || !isInside(path)) {
		return [];
	}

	return [
		lfs
			? {path, bytes: lfs.size, sha256: lfs.oid}
			: {path, bytes, ...(v.is(hex(40), oid) && {gitSha1: oid})},
	];
}

/** Tell whether a path stays in its folder. No part begins with a dot, and none is odd. */
export const isInside = (path: string): boolean =>
	path.length <= 200 && /^\w[\w\-.]*(?:\/\w[\w\-.]*)*$/v.test(path);

const foundSchema = struct({
	id: v.string(),
	downloads: v.optional(size, 0),
	pipeline_tag: v.optional(v.string()),
	tags: v.optional(v.array(v.string()), []),
});
/* eslint-enable @typescript-eslint/naming-convention */
