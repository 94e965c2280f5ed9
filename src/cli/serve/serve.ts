import path from 'node:path';
import process from 'node:process';
import {Option} from 'commander';
import {tellNotes} from '../../gpu/devices/passed-over.ts';
import {readApiKey} from '../../gpu/openai/api-key.ts';
import {openEndpoint} from '../../serve/open-endpoint.ts';
import {aborted} from '../../support/aborted.ts';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {isLoopback} from '../../support/loopback.ts';
import {type CommonOptions, parseDevices, portOption, withCommon} from '../options.ts';
import {createOutput, writeLines} from '../output.ts';
import {createProgram, parseProgram} from '../program.ts';
import {type EngineChoices, startEngine} from './start-engine.ts';

type Options = CommonOptions &
	EngineChoices & {
		readonly host: string;
		readonly port: number;
		readonly keyFile?: string;
	};

/** Offer a model, or the servers that have it, as an endpoint with OpenAI's API, until a signal arrives. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {
			name: 'serve',
			summary:
				'offer a language model as an endpoint with OpenAI’s API, to programs of this machine',
		}),
	)
		.option(
			'--model <name>',
			'a model from `btop models list`, or its path; with --engine, what its servers call it',
		)
		.option('--engine <urls>', 'servers with OpenAI’s API that have it, with commas between')
		.addOption(
			new Option(
				'--engine-file <file>',
				'the same with weights, capacities and keys, as JSON (docs/engines.md)',
			).conflicts('engine'),
		)
		.addOption(
			new Option('--device <devices>', 'where to run a model’s file; see `btop mine --help`')
				.argParser(parseDevices)
				.default('auto'),
		)
		.option('--host <address>', 'address to listen on; others need a key', '127.0.0.1')
		.addOption(portOption('-p, --port <port>', 'port to listen on, 0 for a free one').default(8000))
		.option('--key-file <file>', 'a file with the API key that clients have to send')
		.action(async (options: Options) => serve(context, options));
	await parseProgram(program, context.argv);
}

async function serve(context: CommandContext, options: Options) {
	const {signal, stderr} = context;
	const {host, port, keyFile, json} = options;
	if (keyFile === undefined && !isLoopback(host)) {
		throw new UsageError(`Everybody could use the engine at \`${host}\``, {
			fix: 'Add `--key-file` with an API key, or leave out `--host`.',
		});
	}

	const key = keyFile === undefined ? undefined : await readApiKey(keyFile);
	await using stack = new AsyncDisposableStack();
	const engine = await startEngine(context, options);
	stack.defer(engine.close);
	const info = engine.info();
	const model = options.model === undefined ? info.model : nameModel(options);
	const endpoint = await openEndpoint({
		engine,
		model,
		host,
		port,
		key,
		onFault(error) {
			writeLines(stderr, [`A request failed by a bug of btop: ${String(error)}`]);
		},
	});
	stack.defer(endpoint.close);
	stack.defer(
		engine.problem.subscribe(() => {
			writeLines(stderr, [engine.problem.getSnapshot() ?? 'It answers again']);
		}),
	);
	createOutput({...context, json}).result(
		{url: endpoint.url, model, pid: process.pid, notes: info.notes},
		[
			`${model} at ${endpoint.url}, from ${info.name} on ${info.device}`,
			...tellNotes(info.notes),
			`For OpenAI’s clients: OPENAI_BASE_URL=${endpoint.url}${key === undefined ? ' OPENAI_API_KEY=none' : ''}`,
			'Ctrl-C stops it',
		],
	);
	await aborted(signal);
}

/** Name the model as clients are to ask for it: a file by its last part. */
const nameModel = ({model, engine, engineFile}: Options) =>
	engine === undefined && engineFile === undefined
		? path.basename(model!, path.extname(model!))
		: model!;
