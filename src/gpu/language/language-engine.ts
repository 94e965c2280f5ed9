import {randomInt} from 'node:crypto';
import {availableParallelism} from 'node:os';
import path from 'node:path';
import {systemClock} from '../../support/clock.ts';
import {createMailbox} from '../../support/mailbox.ts';
import {cardOf} from '../devices/device-choice.ts';
import {getDeviceName} from '../devices/device.ts';
import type {Engine, Part, Work} from '../engine.ts';
import type {RunnerOptions} from '../onnx/runner.ts';
import {createMemoryReader} from '../process/read-memory.ts';
import {superviseEngine} from '../process/supervise-engine.ts';
import {createDispatcher} from './dispatcher.ts';
import {createJob, type Job} from './job.ts';
import {startLanguageProcess, type LanguageFormat, type Request} from './language-process.ts';
import {createStepTimes} from './step-times.ts';

export type LanguageEngineOptions = Pick<
	RunnerOptions,
	| 'command'
	| 'device'
	| 'threads'
	| 'startTimeout'
	| 'maxDeaths'
	| 'coolDown'
	| 'clock'
	| 'signal'
	| 'onDeath'
> & {
	/** Path of a folder with a decoder or an encoder for onnxruntime, or of a GGUF file. */
	readonly model: string;
	readonly format: LanguageFormat;
	/** How long a step may take before the process counts as hung and is killed, in milliseconds; shortened once the usual time is known. @default 60_000 */
	readonly stepTimeout?: number;
	/** The most texts at once; fewer if the model says so. @default as many as the model says */
	readonly maxTexts?: number;
	/** Maximum number of waiting texts; beyond that, those of the lowest priority are refused. @default 1024 */
	readonly maxWaiting?: number;
};

/**
Start an engine for a language model, in a process of its own. Texts that come while others are being made join them.

If the process crashes, is killed or hangs, a new one is started and makes the texts again, up to their deadlines; what was already passed on is not passed on twice. If memory runs out, it makes fewer at once.

@throws {BadModelError} If the file or folder is not a model that it can run.
@throws {RuntimeMissingError} If the library that runs it is not installed.
@throws {DeviceUnavailableError} If the named device is unavailable.
@throws {EngineFailedError} If the process died while loading the model.
*/
export async function startLanguageEngine(options: LanguageEngineOptions): Promise<Engine> {
	const {
		model,
		format,
		command,
		device = 'auto',
		threads = Math.max(1, availableParallelism() - 1),
		startTimeout = 120_000,
		stepTimeout = 60_000,
		maxDeaths,
		coolDown,
		maxTexts = Infinity,
		maxWaiting = 1024,
		clock = systemClock,
		signal,
		onDeath,
	} = options;
	const stepTimes = createStepTimes(stepTimeout);
	const supervisor = await superviseEngine({
		start: async starting =>
			startLanguageProcess({
				command,
				load: {type: 'load', format, model, device, threads},
				startTimeout,
				stepTimes,
				onOutOfMemory(stayed) {
					dispatcher.noteOutOfMemory(stayed);
				},
				clock,
				signal: starting,
			}),
		maxDeaths,
		coolDown,
		clock,
		signal,
		onDeath,
	});
	const capacity = () => Math.min(maxTexts, supervisor.last().loaded.capacity);
	const dispatcher = createDispatcher({supervisor, capacity, maxWaiting, clock});
	const card = cardOf(device);
	const deviceName = await getDeviceName(supervisor.last().loaded.provider, {card});
	const closing = new AbortController();
	const jobs = new Set<Job>();

	return {
		async *run(work, runOptions = {}) {
			const request = toRequest(work);
			const {capabilities} = supervisor.last().loaded;
			if (!request || !capabilities.includes(request.kind)) {
				yield {kind: 'refused', reason: 'unsupported'};
				return;
			}

			if (closing.signal.aborted || runOptions.signal?.aborted) {
				yield {kind: 'refused', reason: closing.signal.aborted ? 'closed' : 'cancelled'};
				return;
			}

			const parts = createMailbox<Part>();
			const job = createJob(request, {
				...runOptions,
				clock,
				onPart: parts.add,
				onEnd(ended) {
					jobs.delete(ended);
					dispatcher.drop(ended);
				},
			});
			jobs.add(job);
			dispatcher.add(job);
			try {
				for (let part = await parts.take(); ; part = await parts.take()) {
					yield part;
					if (part.kind !== 'text') {
						return;
					}
				}
			} finally {
				// The caller may have gone away in the middle.
				job.refuse('cancelled');
			}
		},
		info() {
			const {pid, loaded} = supervisor.last();
			const {engine: name, provider, capabilities, notes} = loaded;
			return {
				name,
				provider,
				card,
				device: deviceName,
				processes: [{pid, provider, card}],
				model: path.basename(model, '.gguf'),
				capabilities,
				capacity: capacity(),
				waiting: dispatcher.waiting(),
				notes,
			};
		},
		memoryBytes: createMemoryReader({last: supervisor.last, card, signal: closing.signal}),
		restarts: supervisor.restarts,
		problem: supervisor.problem,
		async close() {
			closing.abort();
			for (const job of jobs) {
				job.refuse('closed');
			}

			await supervisor.close();
		},
	};
}

/** Turn work into what the process is asked. A seed is picked, so that a text that is interrupted can be made again. */
function toRequest(work: Work): Request | undefined {
	if (work.kind === 'tensor') {
		return undefined;
	}

	return work.kind === 'embed' ? work : {...work, seed: work.seed ?? randomInt(2 ** 32)};
}
