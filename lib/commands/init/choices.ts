export const CI_SYSTEMS = ['github', 'gitlab', 'iam-user'] as const;

export const DEPLOY_FROM = ['management', 'ops'] as const;
