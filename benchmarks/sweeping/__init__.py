"""A search whose workers are killed at random: none of its trials is lost, none counts twice, none is left behind."""
