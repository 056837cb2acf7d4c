/** The systems for which a workflow of a company's own repository is there. */
export const COMPANY_SYSTEMS = ['github', 'gitlab'] as const;

export type CompanySystem = (typeof COMPANY_SYSTEMS)[number];
