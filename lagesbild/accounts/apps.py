from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lagesbild.accounts"
    label = "accounts"
