"""The resource types: for each, what CloudFormation does with it, told in calls to the service's own API."""
