import {BtopError} from '../../support/errors.ts';

/** Error thrown when another model cannot be started beside the one in use for lack of memory. */
export class NoMemoryForModelError extends BtopError {
	override name = 'NoMemoryForModelError';
	override readonly code = 'no-memory';

	constructor(lack: string, model: string) {
		super(lack, {
			fix: `Free some memory; or change models with a pause: \`btop stop\`, then \`btop mine --model ${model}\`.`,
		});
	}
}

/** Error thrown when the model cannot be changed because another is on trial. */
export class CanaryRunningError extends BtopError {
	override name = 'CanaryRunningError';
	override readonly code = 'canary-running';

	constructor(model: string, task: string) {
		super(`The model \`${model}\` is on trial`, {
			fix: `Wait for the verdict, which \`btop status\` shows; or end it with \`btop models use ${task} --cancel\`.`,
		});
	}
}

/** Error thrown when the model in use is to be tried beside itself. */
export class SameModelError extends BtopError {
	override name = 'SameModelError';
	override readonly code = 'same-model';

	constructor(model: string) {
		super(`The model \`${model}\` is the one in use`, {
			fix: 'Try another: `btop models list` shows those that there are.',
		});
	}
}

/** Error thrown when another change of the model is under way. */
export class ModelBusyError extends BtopError {
	override name = 'ModelBusyError';
	override readonly code = 'model-busy';

	constructor(model: string) {
		super(`The model \`${model}\` is being started`, {
			fix: 'Wait for it; `btop logs` tells when it answers.',
		});
	}
}
