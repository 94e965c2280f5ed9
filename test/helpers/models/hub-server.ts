import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import http, {type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';

/** How a server answers one request for a file. */
export type Behaviour =
	| 'whole'
	/** Half of it, and then nothing. */
	| 'stall'
	/** Half of it, and then the connection breaks. */
	| 'break'
	/** Half of it, as if it were all. */
	| 'short'
	/** A byte of it is another one. */
	| 'wrong'
	/** More than was announced. */
	| 'long'
	/** As if no part of it had been asked for. */
	| 'no-range'
	/** That, and only half of it, and then nothing. */
	| 'restart'
	/** As if another part had been asked for. */
	| 'other-range'
	| {readonly status: number; readonly headers?: Readonly<Record<string, string>>};

export type Asked = {
	readonly path: string;
	readonly range: string | undefined;
	readonly authorization: string | undefined;
};

export type HubServer = {
	readonly url: string;
	readonly asked: readonly Asked[];
	/** How the next requests for files are answered; later ones as a hub would. */
	readonly next: (...behaviours: readonly Behaviour[]) => void;
};

export type HubServerOptions = {
	readonly id?: string;
	/** The commit of its branch. @default `commit` */
	readonly revision?: string;
	readonly files: Readonly<Record<string, Uint8Array>>;
	readonly pipeline?: string;
	/** Send files from this server instead, as the hub does. */
	readonly storage?: {readonly url: string};
	/** Answer each request for JSON with this, instead. */
	readonly api?: (path: string) => unknown;
	/** How many files a page of the list holds. @default all */
	readonly pageSize?: number;
	/** The host of the pages after the first. @default this server */
	readonly pagesAt?: string;
};

export const commit = 'c'.repeat(40);

/** Start a server with the API of the Hugging Face hub, for one repository. */
export async function startHubServer({
	id = 'org/model',
	revision = commit,
	files,
	pipeline,
	storage,
	api,
	pageSize = 1000,
	pagesAt = '',
}: HubServerOptions): Promise<HubServer> {
	const asked: Asked[] = [];
	const behaviours: Behaviour[] = [];
	const server = http.createServer((request, response) => {
		const url = new URL(request.url!, 'http://hub');
		const {range, authorization} = request.headers;
		asked.push({path: url.pathname, range, authorization});
		const resolve = `/${id}/resolve/${revision}/`;
		if (url.pathname.startsWith('/api/')) {
			const value = (api ?? answerApi)(url.pathname + url.search);
			response.writeHead(value === undefined ? 404 : 200, getHeaders(url, value));
			response.end(JSON.stringify(value ?? {error: 'Repository not found'}));
		} else if (storage && url.pathname.startsWith(resolve)) {
			response.writeHead(302, {location: `${storage.url}${url.pathname}`}).end();
		} else {
			const file = files[decodeURIComponent(url.pathname.slice(resolve.length))];
			send(request, response, file, behaviours.shift() ?? 'whole');
		}
	});

	const list = Object.entries(files).map(([path, bytes]) => describeFile(path, bytes));
	const answerApi = (path: string) => {
		if (path.startsWith('/api/models?')) {
			return [{id, downloads: 7, pipeline_tag: pipeline, tags: ['gguf', 'license:mit']}];
		}

		if (path.startsWith(`/api/models/${id}/tree/${revision}`)) {
			const page = Number(new URL(path, 'http://hub').searchParams.get('page') ?? '0');
			return list.slice(page * pageSize, (page + 1) * pageSize);
		}

		return [`/api/models/${id}/revision/main`, `/api/models/${id}/revision/${revision}`].includes(
			path,
		)
			? {id, sha: revision, pipeline_tag: pipeline, tags: ['license:mit']}
			: undefined;
	};

	const getHeaders = (url: URL, value: unknown) => {
		const page = Number(url.searchParams.get('page') ?? '0') + 1;
		return value !== undefined && url.pathname.includes('/tree/') && page * pageSize < list.length
			? {link: `<${pagesAt}${url.pathname}?recursive=true&page=${page}>; rel="next"`}
			: {};
	};

	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		next(...more) {
			behaviours.push(...more);
		},
	};
}

/** Large files are told with their SHA-256, others with what Git makes of them. */
function describeFile(path: string, bytes: Uint8Array) {
	const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return path.endsWith('.json')
		? {type: 'file', path, size: bytes.length, oid}
		: {
				type: 'file',
				path,
				size: bytes.length,
				oid: '1'.repeat(40),
				lfs: {oid: sha256, size: bytes.length, pointerSize: 130},
			};
}

function send(
	request: IncomingMessage,
	response: ServerResponse,
	file: Uint8Array | undefined,
	behaviour: Behaviour,
) {
	if (typeof behaviour === 'object' || file === undefined) {
		const {status, headers} =
			typeof behaviour === 'object' ? behaviour : {status: 404, headers: {}};
		response.writeHead(status, headers).end();
		return;
	}

	const start = Number((request.headers.range ?? 'bytes=0-').slice('bytes='.length, -1));
	if (start > 0 && start >= file.length) {
		response.writeHead(416).end();
		return;
	}

	const isPart = start > 0 && behaviour !== 'no-range' && behaviour !== 'restart';
	const from = isPart ? start : 0;
	const body = Buffer.from(file.subarray(from));
	const told = behaviour === 'other-range' ? from + 1 : from;
	if (behaviour === 'wrong') {
		body[body.length - 1] = 255 - body.at(-1)!;
	}

	const length =
		behaviour === 'long' || behaviour === 'short' ? {} : {'content-length': body.length};
	response.writeHead(isPart ? 206 : 200, {
		...length,
		...(isPart && {'content-range': `bytes ${told}-${file.length - 1}/${file.length}`}),
	});
	const half = body.subarray(0, Math.ceil(body.length / 2));
	const endings: Partial<Record<Behaviour & string, () => void>> = {
		stall: () => response.write(half),
		restart: () => response.write(half),
		break() {
			response.write(half, () => {
				response.destroy();
			});
		},
		short: () => response.end(half),
		long: () => response.end(Buffer.concat([body, body])),
	};
	(endings[behaviour] ?? (() => response.end(body)))();
}
