/**
The rooms of `src/`, from the ground up. A room may import from the rows below it, never from its own row or above.
*/
export const rooms = [
	['support'],
	['crypto'],
	['wallet'],
	['protocol'],
	['gpu'],
	['tasks'],
	['chain', 'devnet', 'models'],
	['ledger'],
	['miner'],
	['serve'],
	['arena'],
	['monitor'],
	['rig'],
	['payments'],
	['onboarding'],
	['ui'],
	['screens', 'cli'],
	['app.tsx'],
];
