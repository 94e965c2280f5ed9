import process from 'node:process';
import {splitDevices} from '../../gpu/devices/device-choice.ts';
import type {Engine} from '../../gpu/engine.ts';
import {BadModelError} from '../../gpu/errors.ts';
import {chooseServers} from '../../gpu/openai/choose-servers.ts';
import {startOpenAiEngine} from '../../gpu/openai/openai-engine.ts';
import {startEngines} from '../../gpu/start-engines.ts';
import {UnknownModelError} from '../../models/errors.ts';
import {type ChosenModel, findNamed} from '../../models/find-model.ts';
import {readModels} from '../../models/read-models.ts';
import {shippedModelsDirectory} from '../../models/shipped.ts';
import {verifyModel} from '../../models/verify-model.ts';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {resolveHome} from '../../support/home.ts';

export type EngineChoices = {
	readonly model?: string;
	readonly engine?: string;
	readonly engineFile?: string;
	readonly device: string;
	readonly home?: string;
};

/**
Start the engine that the operator asks for: servers, or a model's file on this machine.

@throws {UsageError} If neither is named, or an address cannot be one.
*/
export async function startEngine(
	{signal, entry, env}: CommandContext,
	{model, engine, engineFile, device, home}: EngineChoices,
): Promise<Engine> {
	const servers = await chooseServers({engine, engineFile, model, cwd: process.cwd()});
	if (servers) {
		return startOpenAiEngine({servers, signal});
	}

	if (model === undefined) {
		throw new UsageError('There is nothing to serve', {
			fix: 'Name a model with `--model`, or servers with `--engine`.',
		});
	}

	const chosen = await findServed({env, entry}, {model, home});
	await verifyModel(chosen);
	const started = await startEngines({
		model: chosen.path,
		command: [process.execPath, entry, 'engine'],
		devices: splitDevices(device),
		signal,
	});
	if (started.info().capabilities.some(capability => capability !== 'tensor')) {
		return started;
	}

	await started.close();
	throw new BadModelError(model, 'it makes neither texts nor vectors of texts', {
		fix: 'Name the file of a language model, or servers with `--engine`.',
	});
}

async function findServed(
	{env, entry}: Pick<CommandContext, 'env' | 'entry'>,
	{model, home}: {readonly model: string; readonly home: string | undefined},
): Promise<ChosenModel> {
	const {catalogue, own} = await readModels({
		modelsDirectory: shippedModelsDirectory(entry),
		home: resolveHome({directory: home, env}),
	});
	const named = findNamed(catalogue, {model, own, cwd: process.cwd()});
	if (named === undefined) {
		throw new UnknownModelError(model, 'it is neither in `btop models list` nor the path of one');
	}

	return named.chosen;
}
