import type {BundledPackage} from './bundled-packages.ts';

type App = Pick<BundledPackage, 'name' | 'version' | 'license'>;

/**
Write a CycloneDX 1.6 SBOM of the bundle. It holds no timestamp and no serial number, so that the same sources produce the same file.
*/
export function toSbom(app: App, packages: readonly BundledPackage[]): string {
	const bill = {
		$schema: 'https://cyclonedx.org/schema/bom-1.6.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		version: 1,
		metadata: {component: toComponent(app, 'application')},
		components: packages.map(each => toComponent(each, 'library')),
		dependencies: [
			{ref: toPurl(app), dependsOn: packages.map(each => toPurl(each))},
			...packages.map(each => ({ref: toPurl(each)})),
		],
	};
	return `${JSON.stringify(bill, undefined, '\t')}\n`;
}

function toComponent({name, version, license}: App, type: 'application' | 'library') {
	const [scope, bare] = name.startsWith('@') ? name.split('/', 2) : [undefined, name];
	const purl = toPurl({name, version});
	return {
		type,
		'bom-ref': purl,
		...(scope !== undefined && {group: scope}),
		name: bare,
		version,
		licenses: [{expression: license}],
		purl,
	};
}

/** A package URL encodes the `@` of a scope. */
const toPurl = ({name, version}: Pick<App, 'name' | 'version'>) =>
	`pkg:npm/${name.replace('@', '%40')}@${version}`;
