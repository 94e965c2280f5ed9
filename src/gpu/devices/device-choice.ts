import * as v from 'valibot';

const providers = ['cpu', 'cuda', 'webgpu', 'vulkan', 'metal'] as const;

/** Where a model actually runs. */
export type Provider = (typeof providers)[number];

export const providerSchema = v.picklist(providers);

/** Where to run a model: `cuda:1` is the second NVIDIA card, `cuda` the first. */
export type DeviceChoice = 'auto' | Provider | `cuda:${number}`;

const one = String.raw`(?:auto|cpu|webgpu|vulkan|metal|cuda(?::\d{1,2})?)`;
const onePattern = new RegExp(`^${one}$`, 'v');

export const deviceSchema = v.custom<DeviceChoice>(
	value => typeof value === 'string' && onePattern.test(value),
);

/** One device or several, separated by commas; each gets an engine of its own. */
export const deviceListSchema = v.pipe(
	v.string(),
	v.regex(new RegExp(`^${one}(?:,${one}){0,31}$`, 'v')),
);

/**
Split a list of devices.

@example
```
splitDevices('cuda:0,cuda:1');
//=> ['cuda:0', 'cuda:1']
```
*/
export const splitDevices = (list: string): readonly [DeviceChoice, ...DeviceChoice[]] =>
	v.parse(deviceListSchema, list).split(',') as [DeviceChoice, ...DeviceChoice[]];

/** Get the card that a choice names, counted from 0; `undefined` if it names none. */
export const cardOf = (choice: DeviceChoice): number | undefined =>
	choice.startsWith('cuda:') ? Number(choice.slice('cuda:'.length)) : undefined;
