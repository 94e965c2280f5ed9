import {ControlLostError} from '../miner/control/errors.ts';
import type {ControlClient} from '../miner/control/connect-control.ts';
import type {ModelReply, ModelRequest} from '../miner/models/model-request.ts';
import type {MinedModel} from '../miner/models/served-model.ts';
import type {Catalogue} from '../models/catalogue.ts';
import type {ChosenModel} from '../models/find-model.ts';
import {BtopError} from '../support/errors.ts';
import type {Home} from '../support/home.ts';
import type {TaskId} from '../tasks/task.ts';
import {connectOwnMiner} from './connect-miner.ts';
import {listMinerFiles, type MinerFiles} from './miner-files.ts';
import {readMinerOptions} from './miner-options.ts';
import {openSettings} from './network/settings.ts';
import {findMiner} from './running-miners.ts';

/** A running miner whose model was changed. */
export type ChangedMiner = {
	/** The name that `status` shows. */
	readonly name: string;
	readonly model: string;
	/** The model before, or beside it. */
	readonly previous: string;
};

/** A running miner that was left alone. */
export type SkippedMiner = {
	readonly name: string;
	/** It answers through servers, which have models of their own. */
	readonly reason: 'uses-servers';
	/** Their addresses. */
	readonly servers: readonly string[];
};

/** Error thrown when a running miner did not take another model. It goes on with the one it has. */
export class ModelRefusedError extends BtopError {
	override name = 'ModelRefusedError';
	override readonly code: string;

	constructor(miner: string, {code, message, fix}: Extract<ModelReply, {readonly ok: false}>) {
		super(`The miner \`${miner}\` keeps its model: ${message}`, {fix});
		this.code = code;
	}
}

export type UseModelOptions = {
	readonly task: TaskId;
	readonly request: ModelRequest;
	readonly signal: AbortSignal;
	/** Called before a miner is asked. */
	readonly onAsk?: (miner: string) => void;
};

/** Milliseconds that a model may take to start and answer its first questions. */
const timeout = 600_000;

/**
Let all running miners of a task answer with another model from now on, or try it as a canary, one after the other, so that memory is needed for one more model only. None of them loses a query. Those that answer through servers are left alone.

@throws {ModelRefusedError} If a miner cannot take it. Those before it have.
@throws {MinerHungError} If a miner hangs.
*/
export async function useModel(
	home: Home,
	{task, request, signal, onAsk}: UseModelOptions,
): Promise<{
	readonly changed: readonly ChangedMiner[];
	readonly skipped: readonly SkippedMiner[];
}> {
	const changed: ChangedMiner[] = [];
	const skipped: SkippedMiner[] = [];
	for (const {files, model} of await findMinersOf(home, task)) {
		if ('servers' in model) {
			const servers = model.servers.map(({url}) => url);
			skipped.push({name: files.name, reason: 'uses-servers', servers});
			continue;
		}

		onAsk?.(files.name);
		const reply = await ask(files, async control => control.useModel(request), signal);
		if (reply?.ok === false) {
			throw new ModelRefusedError(files.name, reply);
		}

		if (reply) {
			changed.push({name: files.name, model: reply.model, previous: reply.previous});
		}
	}

	return {changed, skipped};
}

/**
Find the running miners of a task, and what each answers with.

@throws {MinerHungError} If one with a model of this machine hangs.
*/
async function findMinersOf(
	home: Home,
	task: TaskId,
): Promise<ReadonlyArray<{readonly files: MinerFiles; readonly model: MinedModel}>> {
	const found = [];
	for (const files of await listMinerFiles(home)) {
		const {control, hung} = (await findMiner(files)) ?? {};
		control?.close();
		if (!control && !hung) {
			continue;
		}

		const {task: its, model} = await readMinerOptions(files.options);
		if (its !== task) {
			continue;
		}

		if (hung && !('servers' in model)) {
			throw hung;
		}

		found.push({files, model});
	}

	return found;
}

/** Error thrown when a model that a running miner answers with is to be removed. */
export class ModelInUseError extends BtopError {
	override name = 'ModelInUseError';
	override readonly code = 'model-in-use';

	constructor(model: string, {miner, task}: {readonly miner: string; readonly task: TaskId}) {
		super(`The miner \`${miner}\` answers with \`${model}\``, {
			fix: `Give it another with \`btop models use ${task} MODEL\`, or stop it with \`btop stop\`.`,
		});
	}
}

/**
Make sure that no running miner of a task answers with a model, of which its next engine would need the files.

@throws {ModelInUseError} If one does.
*/
export async function requireUnused(
	home: Home,
	{task, name, path}: {readonly task: TaskId; readonly name: string; readonly path: string},
): Promise<void> {
	for (const {files, model} of await findMinersOf(home, task)) {
		if ('path' in model && model.path === path) {
			throw new ModelInUseError(name, {miner: files.name, task});
		}
	}
}

/** Ask a miner; `undefined` if it is gone. */
async function ask<Reply>(
	files: MinerFiles,
	request: (control: ControlClient) => Promise<Reply>,
	signal: AbortSignal,
): Promise<Reply | undefined> {
	let control: ControlClient | undefined;
	try {
		control = await connectOwnMiner(files, {timeout, signal});
		return await request(control);
	} catch (error) {
		signal.throwIfAborted();
		if (control === undefined && error instanceof ControlLostError) {
			return undefined;
		}

		throw error;
	} finally {
		control?.close();
	}
}

/** A running miner whose canary was ended. */
export type CancelledMiner = {
	readonly name: string;
	/** The model that was on trial. */
	readonly model: string;
};

/** End the canaries of all running miners of a task; those without one are left out. */
export async function cancelCanaries(
	home: Home,
	{task, signal}: Pick<UseModelOptions, 'task' | 'signal'>,
): Promise<readonly CancelledMiner[]> {
	const cancelled: CancelledMiner[] = [];
	for (const {files, model} of await findMinersOf(home, task)) {
		const ended =
			'servers' in model
				? undefined
				: await ask(files, async control => control.cancelCanary(), signal);
		if (ended !== undefined) {
			cancelled.push({name: files.name, model: ended});
		}
	}

	return cancelled;
}

export type ModelChoice = {
	readonly task: TaskId;
	readonly model: ChosenModel;
	/** The models that ship. */
	readonly catalogue: Catalogue;
};

/** Keep a model as the one that miners are started with from now on. One that ships is kept by its name, since its path changes with updates. */
export function keepModelChoice(home: Home, {task, model, catalogue}: ModelChoice): void {
	const settings = openSettings(home);
	const isShipped = catalogue.some(({path}) => path === model.path);
	settings.write({
		models: {...settings.read().models, [task]: isShipped ? model.name : model.path},
	});
}
