import path from 'node:path';
import process from 'node:process';
import {splitDevices} from '../../gpu/devices/device-choice.ts';
import type {Engine} from '../../gpu/engine.ts';
import {BadModelError} from '../../gpu/errors.ts';
import {readEngineFile} from '../../gpu/openai/engine-file.ts';
import {startOpenAiEngine} from '../../gpu/openai/openai-engine.ts';
import {findUrlProblem, type OpenAiServer} from '../../gpu/openai/server-options.ts';
import {startEngines} from '../../gpu/start-engines.ts';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';

export type EngineChoices = {
	readonly model?: string;
	readonly engine?: string;
	readonly engineFile?: string;
	readonly device: string;
};

/**
Start the engine that the operator asks for: servers, or a model's file on this machine.

@throws {UsageError} If neither is named, or an address cannot be one.
*/
export async function startEngine(
	{signal, entry}: CommandContext,
	{model, engine, engineFile, device}: EngineChoices,
): Promise<Engine> {
	if (engine !== undefined || engineFile !== undefined) {
		const listed = engineFile === undefined ? parseUrls(engine!) : await readEngineFile(engineFile);
		const servers = listed.map(server => ({
			...server,
			...(model !== undefined && {model: server.model ?? model}),
		}));
		return startOpenAiEngine({servers: servers as [OpenAiServer, ...OpenAiServer[]], signal});
	}

	if (model === undefined) {
		throw new UsageError('There is nothing to serve', {
			fix: 'Name a model’s file with `--model`, or servers with `--engine`.',
		});
	}

	const started = await startEngines({
		model: path.resolve(model),
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

/** Split a list of addresses. None is repeated in an error: a password might stand in it. */
function parseUrls(text: string): readonly [OpenAiServer, ...OpenAiServer[]] {
	const urls = text.split(',').map(url => url.trim());
	for (const [index, url] of urls.entries()) {
		const problem = findUrlProblem(url);
		if (problem !== undefined) {
			throw new UsageError(`Address ${index + 1} of \`--engine\` cannot be used: ${problem}`);
		}
	}

	return urls.map(url => ({url})) as [OpenAiServer, ...OpenAiServer[]];
}
